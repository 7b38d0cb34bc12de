package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;

/// What a window holds and what it lacks, in bus addresses: all that a picture of it to scale
/// needs.
///
/// @param rootBus the root bus of the hierarchy
/// @param bridge the bridge whose window it is; empty for the host bridge itself
/// @param kind which window of the bridge; of a host bridge, what was asked of it
/// @param ranges the open ranges: at most one of a bridge, all of a host bridge
/// @param spans what is used, by address; spans may overlap in a machine that is wrong
/// @param missing the bytes that a further item lacks; 0 when everything fits
public record WindowUse(
    PciBus rootBus,
    Optional<PciAddress> bridge,
    WindowKind kind,
    List<AddressRange> ranges,
    List<Span> spans,
    long missing) {

  /// A run of addresses in use.
  ///
  /// @param owner the function that answers there
  /// @param label `BAR 0`, or `window` of a bridge below
  public record Span(AddressRange range, PciAddress owner, String label) {}

  public WindowUse {
    ranges = List.copyOf(ranges);
    spans = List.copyOf(spans);
  }

  /// The use of a bridge's window.
  public static WindowUse of(Platform platform, PciAddress bridge, WindowKind kind) {
    return new WindowLayout(platform, Movable.ALLOCATED).use(new Owner.Port(bridge), kind, 0);
  }

  /// The use of a host bridge's windows.
  public static WindowUse of(Platform platform, PciBus rootBus) {
    return new WindowLayout(platform, Movable.ALLOCATED)
        .use(new Owner.Root(rootBus), WindowKind.PREFETCHABLE, 0);
  }
}
