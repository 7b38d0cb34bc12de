package io.peerscope.app.inspector.page;

import io.peerscope.app.inspector.page.RegisterWords.BarShape;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.edit.RemoveBar;
import io.peerscope.engine.edit.SetBar;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The BARs of a function: what each decodes, where it answers, and who chose the place.
record BarFields(Platform platform, PciFunction function) {

  private static final int BAR_0 = 0x10;
  private static final int DWORD = 4;
  private static final String CAN_NOT_TELL = "you did not say how large it is";

  List<Field> fields() {
    var fields = new ArrayList<Field>();
    function.bars().forEach(bar -> add(fields, bar));
    freeRegister()
        .ifPresent(index ->
            fields.add(
                Field.invitation(
                    "add BAR " + index, RegisterWords.BAR_HINT, text -> added(index, text))));
    return fields;
  }

  private Optional<Integer> freeRegister() {
    int registers = function.kind().isBridge() ? 2 : 6;
    boolean virtual = function.kind() == FunctionKind.VIRTUAL_FUNCTION;
    for (int index = 0; index < registers && !virtual; index++) {
      boolean upperHalf =
          function.bar(index - 1).filter(bar -> bar.kind() == BarKind.MEMORY_64).isPresent();
      if (function.bar(index).isEmpty() && !upperHalf) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  private Input.Proposal added(int index, String text) {
    var nothingYet = new BarShape(Optional.empty(), BarKind.MEMORY_64, false);
    return RegisterWords.bar(text, nothingYet)
        .toProposal(shape -> set(index, shape, Fact.unknown("it has no address yet")));
  }

  private SetBar set(int index, BarShape shape, Fact<BusAddress> address) {
    Fact<Long> size =
        shape
            .size()
            .<Fact<Long>>map(bytes -> Fact.known(bytes, new EditedByHand()))
            .orElseGet(() -> Fact.unknown(CAN_NOT_TELL));
    return new SetBar(function.address(), index, shape.kind(), shape.prefetchable(), size, address);
  }

  private void add(List<Field> fields, Bar bar) {
    int offset = BAR_0 + DWORD * bar.index();
    int length = bar.kind() == BarKind.MEMORY_64 ? 2 * DWORD : DWORD;
    fields.add(shape(bar).at(offset, length));
    if (!bar.kind().isMemory()) {
      return;
    }
    var addresses = new BarAddresses(platform);
    fields.add(busAddress(bar, addresses.busAddress(function, bar)).at(offset, length));
    fields.add(
        Field.of("  phys", addresses.cpuAddress(function, bar), it -> Hex.grouped(it.value())));
    fields.add(Field.of("  offset", addresses.busOffset(function, bar), Hex::grouped));
  }

  private Field shape(Bar bar) {
    String kind = bar.kind().label() + (bar.prefetchable() ? " prefetchable" : "");
    var shape = new BarShape(bar.size().ifKnown(), bar.kind(), bar.prefetchable());
    String text = bar.size().ifKnown().map(size -> Hex.size(size) + " ").orElse("") + kind;
    return Field.of(
            "BAR " + bar.index(),
            bar.size(),
            size -> Hex.size(size) + " " + kind + ", " + bar.state().label())
        .takes(
            new Input.Text(
                text,
                RegisterWords.BAR_HINT,
                written ->
                    RegisterWords.bar(written, shape)
                        .toProposal(other -> set(bar.index(), other, placeFor(bar, other)))))
        .forgettable(
            bar.size(),
            size ->
                new SetBar(
                    function.address(),
                    bar.index(),
                    bar.kind(),
                    bar.prefetchable(),
                    size,
                    pinned(bar)))
        .and(
            new FieldAction(
                "remove",
                "Take BAR %d away".formatted(bar.index()),
                new RemoveBar(function.address(), bar.index())));
  }

  /// A pinned address stays where the BAR keeps its size; any other is given out anew.
  private static Fact<BusAddress> placeFor(Bar bar, BarShape other) {
    boolean sameSize = other.size().equals(bar.size().ifKnown());
    return sameSize ? pinned(bar) : Fact.unknown("it has no address yet");
  }

  private static Fact<BusAddress> pinned(Bar bar) {
    boolean stays =
        bar.bus() instanceof Fact.Known<?>(_, var origin) && !(origin instanceof Allocated);
    return stays ? bar.bus() : Fact.unknown("it has no address yet");
  }

  private Field busAddress(Bar bar, Fact<BusAddress> bus) {
    String now = bus.ifKnown().map(it -> Hex.grouped(it.value())).orElse("");
    Field field =
        Field.of(
                "  " + AddressSpace.BUS.spelling(),
                bar.state() == BarState.UNASSIGNED && bus.ifKnown().isEmpty() ? bar.bus() : bus,
                it -> Hex.grouped(it.value()))
            .takes(
                new Input.Text(
                    now,
                    "0x2000_0000; it stays there",
                    text ->
                        NumberWords.address(text)
                            .toProposal(value -> pin(bar, new BusAddress(value)))));
    boolean allocated =
        bar.bus() instanceof Fact.Known<?>(_, var origin) && origin instanceof Allocated;
    boolean pinned =
        bar.bus() instanceof Fact.Known<?>(_, var origin) && origin instanceof EditedByHand;
    if (allocated) {
      return field.and(
          new FieldAction(
              "pin", "Keep this address whatever else changes", pin(bar, bus.ifKnown().get())));
    }
    return bar.size().ifKnown().isEmpty()
        ? field
        : field.and(
            new FieldAction(
                pinned ? "release" : "allocate",
                "Let Peerscope give out an address that fits",
                new ReleaseBar(function.address(), bar.index())));
  }

  private SetBar pin(Bar bar, BusAddress address) {
    return new SetBar(
        function.address(),
        bar.index(),
        bar.kind(),
        bar.prefetchable(),
        bar.size(),
        Fact.known(address, new EditedByHand()));
  }
}
