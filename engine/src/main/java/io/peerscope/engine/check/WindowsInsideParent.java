package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a bridge forwards, the bridge above forwards too.
final class WindowsInsideParent implements Check {

  static final List<WindowKind> MEMORY = List.of(WindowKind.MEMORY, WindowKind.PREFETCHABLE);

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    machine
        .bridges()
        .forEach(bridge -> {
          Optional<PciFunction> above = machine.bridgeAbove(bridge.address());
          for (WindowKind kind : MEMORY) {
            Optional<AddressRange> window = Machine.window(bridge, kind);
            if (window.isPresent() && above.isPresent() && escapes(window.get(), above.get())) {
              report.accept(finding(machine, bridge, kind, window.get(), above.get()));
            }
          }
        });
  }

  /// Whether a range is surely not forwarded by a bridge.
  static boolean escapes(AddressRange range, PciFunction above) {
    return Machine.tellsWindows(above)
        && !Machine.passesTheRest(above)
        && windows(above).noneMatch(window -> window.contains(range));
  }

  static Stream<AddressRange> windows(PciFunction bridge) {
    return MEMORY.stream().map(kind -> Machine.window(bridge, kind)).flatMap(Optional::stream);
  }

  private static Finding finding(
      Machine machine,
      PciFunction bridge,
      WindowKind kind,
      AddressRange window,
      PciFunction above) {
    Finding finding =
        Finding.error(
            "window-escapes",
            "the %s window of %s (%s) reaches beyond those of %s above it"
                .formatted(kind.label(), bridge.address(), window, above.address()),
            bridge.address(),
            above.address());
    return machine
        .rootBus(bridge.address())
        .map(bus -> finding.fixedBy(new Renumber(bus)))
        .orElse(finding);
  }
}
