package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;

/// The ACS extended capability (id 0x000d).
///
/// @param supported ACS Capability word (offset +4)
/// @param control ACS Control word (offset +6); the only part the kernel's P2PDMA code looks at
/// @param egressVector Egress Control Vector (offset +8), where egress control is supported
public record AccessControlServices(
    int offset, Fact<Integer> supported, Fact<Integer> control, Fact<Bytes> egressVector)
    implements Capability {

  /// Offset of the control word inside the capability.
  public static final int CONTROL = 6;
}
