package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import java.util.List;

/// A function and everything above it, nearest first: `[d, up(d), up(up(d)), …]`.
///
/// @param functions from the function itself to the last one known below the host bridge
/// @param end what is above the last one; never [Parent.Below]
public record UpstreamPath(List<PciAddress> functions, Parent end) {

  public UpstreamPath {
    functions = List.copyOf(functions);
    if (end instanceof Parent.Below below) {
      throw new IllegalArgumentException("the path goes on above " + below.bridge());
    }
  }
}
