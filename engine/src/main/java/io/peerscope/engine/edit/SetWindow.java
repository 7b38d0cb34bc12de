package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says what a bridge forwards. A window set by hand stays as it is when others grow.
///
/// @param range known to be empty for a closed window
public record SetWindow(PciAddress function, WindowKind kind, Fact<Optional<AddressRange>> range)
    implements FunctionEdit {

  private static final long IO_GRANULE = 0x1000;

  @Override
  public String verb() {
    return "set %s window".formatted(kind.label());
  }

  @Override
  public PciFunction change(PciFunction before) {
    if (!before.kind().isBridge()) {
      throw new Refusal(
          "%s (%s) is no bridge and has no windows".formatted(function, before.kind().label()));
    }
    range.ifKnown().flatMap(open -> open).ifPresent(this::check);
    List<BridgeWindow> windows = new ArrayList<>();
    before.windows().stream().filter(window -> window.kind() != kind).forEach(windows::add);
    windows.add(new BridgeWindow(kind, range));
    windows.sort(Comparator.comparing(BridgeWindow::kind));
    return before.toBuilder().windows(windows).build();
  }

  private void check(AddressRange open) {
    long granule = kind == WindowKind.IO ? IO_GRANULE : LayoutState.GRANULE;
    if ((open.first() & granule - 1) != 0 || (open.last() + 1 & granule - 1) != 0) {
      throw new Refusal(
          "%s is not made of whole %s, which is all that the registers can hold"
              .formatted(open, kind == WindowKind.IO ? "4 KiB" : "1 MiB"));
    }
    boolean wide = kind == WindowKind.PREFETCHABLE;
    if (!wide && open.last() >>> 32 != 0) {
      throw new Refusal("a %s window ends below 4 GiB".formatted(kind.label()));
    }
  }
}
