package io.peerscope.engine.config;

/// An entry of one of a function's two capability lists.
public sealed interface Capability
    permits PciExpress,
        AccessControlServices,
        SingleRootIov,
        AlternativeRoutingId,
        UnknownCapability {

  /// Where it starts in configuration space; from 0x100 on it is an extended capability.
  int offset();
}
