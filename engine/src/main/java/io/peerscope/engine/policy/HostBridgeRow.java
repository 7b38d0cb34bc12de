package io.peerscope.engine.policy;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.SourcePosition;

/// One row of a kernel's list of host bridges that forward peer-to-peer TLPs.
///
/// @param id vendor and device of the first function of the root bus
/// @param onlyInside whether it holds only where both functions hang off this one host bridge
///   (`REQ_SAME_HOST_BRIDGE`)
/// @param who the product in words
/// @param source where the row comes from
/// @param position the line of our table
record HostBridgeRow(
    VendorDevice id, boolean onlyInside, String who, String source, SourcePosition position) {

  Evidence evidence(String about) {
    String flag = onlyInside ? " (REQ_SAME)" : "";
    return new Evidence(about, "host-bridge row " + id, who + flag, position.toString());
  }
}
