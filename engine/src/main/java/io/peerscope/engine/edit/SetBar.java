package io.peerscope.engine.edit;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Gives a function a BAR, or makes one another.
///
/// @param index number of the register; a 64-bit BAR takes the next one too
/// @param kind what it decodes
/// @param size bytes, a power of two
/// @param address known: pinned there by hand; unknown: given out
public record SetBar(
    PciAddress function,
    int index,
    BarKind kind,
    boolean prefetchable,
    Fact<Long> size,
    Fact<BusAddress> address)
    implements FunctionEdit {

  private static final int SMALLEST_MEMORY = 16;
  private static final int SMALLEST_IO = 4;
  private static final long LARGEST_32 = 1L << 31;

  @Override
  public String verb() {
    return "set BAR " + index;
  }

  @Override
  public PciFunction change(PciFunction before) {
    checkRegister(before);
    size.ifKnown().ifPresent(this::checkSize);
    address.ifKnown().ifPresent(this::checkAddress);
    List<Bar> bars = new ArrayList<>();
    before.bars().stream().filter(bar -> bar.index() != index).forEach(bars::add);
    bars.add(bar(before.bar(index)));
    bars.sort(Comparator.comparing(Bar::index));
    return before.toBuilder().bars(bars).build();
  }

  private Bar bar(Optional<Bar> before) {
    if (address instanceof Known<BusAddress>) {
      return new Bar(
          index, kind, prefetchable, address, Fact.unknown("it follows"), size, BarState.ASSIGNED);
    }
    Optional<Bar> same =
        before.filter(old ->
            old.kind() == kind
                && old.prefetchable() == prefetchable
                && old.size().ifKnown().equals(size.ifKnown())
                && !Movable.isPinned(old.bus()));
    return same.map(
            old -> new Bar(index, kind, prefetchable, old.bus(), old.cpu(), size, old.state()))
        .orElseGet(() ->
            new Bar(
                index,
                kind,
                prefetchable,
                Fact.unknown("it has no address yet"),
                Fact.unknown("it has no address yet"),
                size,
                BarState.UNASSIGNED));
  }

  private void checkRegister(PciFunction before) {
    int registers = before.kind().isBridge() ? 2 : 6;
    int last = index + (kind == BarKind.MEMORY_64 ? 1 : 0);
    if (index < 0 || last >= registers) {
      throw new Refusal(
          "%s has BAR registers 0 to %d; a 64-bit BAR takes two of them"
              .formatted(function, registers - 1));
    }
    boolean below =
        before.bar(index - 1).filter(bar -> bar.kind() == BarKind.MEMORY_64).isPresent();
    boolean above = last > index && before.bar(last).isPresent();
    if (below || above) {
      throw new Refusal(
          "BAR %d of %s is half of a 64-bit BAR".formatted(below ? index : last, function));
    }
  }

  private void checkSize(long bytes) {
    int smallest = kind.isMemory() ? SMALLEST_MEMORY : SMALLEST_IO;
    boolean power = bytes > 0 && Long.bitCount(bytes) == 1;
    if (!power || bytes < smallest) {
      throw new Refusal(
          "a BAR decodes a power of two of at least %d bytes, not %s"
              .formatted(smallest, Hex.size(bytes)));
    }
    if (kind != BarKind.MEMORY_64 && bytes > LARGEST_32) {
      throw new Refusal("a 32-bit BAR decodes at most 2 GiB, not %s".formatted(Hex.size(bytes)));
    }
  }

  private void checkAddress(BusAddress bus) {
    long bytes = size.ifKnown().orElse(1L);
    if ((bus.value() & bytes - 1) != 0) {
      throw new Refusal("%s is no multiple of the BAR's size, %s".formatted(bus, Hex.size(bytes)));
    }
    boolean wide = kind == BarKind.MEMORY_64 || bus.value() >>> 32 == 0;
    if (!wide) {
      throw new Refusal("%s does not fit into a 32-bit BAR".formatted(bus));
    }
  }

  @Override
  public void followUp(Draft draft) {
    Bar bar = draft.at(function).bar(index).orElseThrow();
    if (!bar.kind().isMemory()) {
      return;
    }
    if (Movable.isPinned(bar.bus())) {
      draft.openWindowsFor(function, bar);
    } else if (!bar.hasMemoryAddress()) {
      draft.allocate(List.of(function));
    }
  }
}
