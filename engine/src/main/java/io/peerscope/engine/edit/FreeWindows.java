package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.WindowUse.Span;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// CPU addresses for the windows of a new host bridge, that no other host bridge and no memory has:
/// up to 384 MiB below 4 GiB, where firmware keeps room between memory and the interrupt
/// controllers, and 2 TiB above 32 TiB. Bus addresses are the same.
final class FreeWindows {

  private static final AddressRange LOW = new AddressRange(0x9000_0000L, 0xfebf_ffffL);
  private static final AddressRange HIGH = new AddressRange(0x2000_0000_0000L, 0xf_ffff_ffff_ffffL);
  private static final long LARGEST_LOW = 0x1800_0000L;
  private static final long SMALLEST_LOW = 0x0100_0000L;
  private static final long HIGH_SIZE = 1L << 41;

  private FreeWindows() {}

  static List<HostBridgeWindow> of(Platform platform, PciBus rootBus) {
    List<Span> used = new ArrayList<>();
    var nobody = PciAddress.of(rootBus, 0);
    platform.windows().forEach(window -> used.add(new Span(window.cpu(), nobody, "window")));
    platform.memory().forEach(range -> used.add(new Span(range.cpu(), nobody, "memory")));
    var spans = new Spans(used);
    List<HostBridgeWindow> windows = new ArrayList<>();
    for (long size = LARGEST_LOW; size >= SMALLEST_LOW && windows.isEmpty(); size /= 2) {
      window(spans, rootBus, LOW, size, SMALLEST_LOW).ifPresent(windows::add);
    }
    window(spans, rootBus, HIGH, HIGH_SIZE, HIGH_SIZE).ifPresent(windows::add);
    return windows;
  }

  private static Optional<HostBridgeWindow> window(
      Spans spans, PciBus rootBus, AddressRange range, long size, long align) {
    return spans
        .room(range, size, align)
        .map(start -> AddressRange.ofSize(start, size))
        .map(cpu -> new HostBridgeWindow(rootBus, cpu, cpu, Origins.ALLOCATED));
  }
}
