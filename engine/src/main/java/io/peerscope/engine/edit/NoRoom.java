package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// Says whose window is too small for an item, and by how much.
final class NoRoom {

  private final LayoutState state;
  private final WindowLayout layout;

  NoRoom(LayoutState state, WindowLayout layout) {
    this.state = state;
    this.layout = layout;
  }

  Finding finding(Owner owner, WindowKind kind, LayoutItem item) {
    Owner culprit = culprit(owner, kind, item);
    long need = culprit.equals(owner) ? item.size() : rounded(item.size());
    long free = largest(culprit, kind, 1);
    long missing = Long.compareUnsigned(need, free) > 0 ? need - free : need;
    boolean untold = state.ranges(culprit, kind).isEmpty() && culprit instanceof Owner.Root;
    String code = untold && isUntold(culprit) ? "no-host-bridge-window" : "no-room";
    return new Finding(
        code,
        Severity.ERROR,
        sentence(culprit, kind, item, missing),
        functions(culprit, item),
        fixes(owner),
        Optional.of(layout.use(culprit, kind, missing)));
  }

  private boolean isUntold(Owner culprit) {
    return culprit instanceof Owner.Root(PciBus bus) && state.windowsOf(bus).isEmpty();
  }

  /// The lowest bridge whose window cannot become larger although there would be room above, else
  /// the host bridge.
  private Owner culprit(Owner owner, WindowKind kind, LayoutItem item) {
    Owner at = owner;
    while (at instanceof Owner.Port(PciAddress bridge)) {
      Optional<Owner> above = state.ownerOf(bridge);
      boolean roomAbove =
          above.isEmpty()
              || Long.compareUnsigned(
                      largest(above.get(), kind, item.align()), rounded(item.size()))
                  >= 0;
      if (roomAbove || state.isPinned(bridge, kind)) {
        return at;
      }
      at = above.get();
    }
    return at;
  }

  private long largest(Owner owner, WindowKind kind, long align) {
    var spans = new Spans(state.spans(owner));
    return state.ranges(owner, kind).stream()
        .map(range -> spans.largest(range, align))
        .max(Long::compareUnsigned)
        .orElse(0L);
  }

  private static long rounded(long size) {
    return size + LayoutState.GRANULE - 1 & -LayoutState.GRANULE;
  }

  private String sentence(Owner culprit, WindowKind kind, LayoutItem item, long missing) {
    String what = item.label() + " (" + Hex.size(item.size()) + ")";
    return switch (culprit) {
      case Owner.Root(PciBus bus) ->
          isUntold(culprit)
              ? "%s gets no address: the windows of host bridge %s are not told"
                  .formatted(what, bus)
              : "host bridge %s lacks %s of %s for %s"
                  .formatted(bus, Hex.size(missing), space(kind), what);
      case Owner.Port(PciAddress bridge) ->
          "the %s window of %s%s lacks %s for %s"
              .formatted(
                  kind.label(),
                  bridge,
                  state.window(bridge, kind).map(NoRoom::spell).orElse(""),
                  Hex.size(missing),
                  what);
    };
  }

  private static String space(WindowKind kind) {
    return kind == WindowKind.MEMORY ? "address space below 4 GiB" : "address space";
  }

  private static String spell(AddressRange range) {
    return " (%s, %s)".formatted(range, Hex.size(range.size()));
  }

  private static List<PciAddress> functions(Owner culprit, LayoutItem item) {
    return culprit instanceof Owner.Port(PciAddress bridge) && !bridge.equals(item.function())
        ? List.of(bridge, item.function())
        : List.of(item.function());
  }

  /// Numbering anew helps only where an input fixed addresses.
  private List<PlatformEdit> fixes(Owner owner) {
    Optional<PciBus> root =
        switch (owner) {
          case Owner.Root(PciBus bus) -> Optional.of(bus);
          case Owner.Port(PciAddress bridge) ->
              state.platform().topology().hostBridgeAbove(bridge).map(HostBridge::bus);
        };
    return root.filter(this::isImported)
        .map(bus -> List.<PlatformEdit>of(new Renumber(bus)))
        .orElse(List.of());
  }

  private boolean isImported(PciBus rootBus) {
    return state.platform().topology().functionsOf(rootBus.domain()).stream()
        .anyMatch(NoRoom::hasImportedAddress);
  }

  private static boolean hasImportedAddress(PciFunction function) {
    return function.bars().stream()
        .anyMatch(bar ->
            bar.bus() instanceof Known<?>(_, var origin) && origin instanceof SourcePosition);
  }
}
