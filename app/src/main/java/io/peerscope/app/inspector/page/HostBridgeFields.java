package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.PlatformFactEdit.SetHostBridgeWindows;
import io.peerscope.engine.edit.PlatformFactEdit.SetInbound;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The windows of a host bridge with their offsets, and what devices below it reach.
record HostBridgeFields(Platform platform, PciBus bus) {

  private static final String HINT = NumberWords.RANGE_HINT + ", bus first";

  /// A CPU range and where it begins on the bus.
  private record Pair(AddressRange cpu, AddressRange bus) {}

  Section section() {
    List<Field> fields = new ArrayList<>();
    List<HostBridgeWindow> windows =
        platform.windows().stream().filter(window -> window.hostBridge().equals(bus)).toList();
    for (int at = 0; at < windows.size(); at++) {
      window(fields, windows, at);
    }
    fields.add(
        Field.invitation(
            "add window",
            HINT,
            text -> read(text).toProposal(pair -> set(with(windows, windows.size(), pair)))));
    inbound(fields);
    return new Section("HOST BRIDGE " + bus, fields);
  }

  private void window(List<Field> fields, List<HostBridgeWindow> windows, int at) {
    HostBridgeWindow window = windows.get(at);
    fields.add(
        field(
                "window " + at,
                new Pair(window.cpu(), window.bus()),
                Fact.known(window.cpu(), window.origin()),
                pair -> set(with(windows, at, pair)))
            .and(new FieldAction("remove", "Take this window away", set(without(windows, at)))));
    fields.add(
        Field.of(
            "  bus",
            Fact.known(window.bus(), window.origin()),
            it -> Hex.grouped(it.first()) + ", offset " + Hex.grouped(window.offset())));
  }

  private static Field field(
      String name, Pair now, Fact<AddressRange> cpu, Function<Pair, PlatformEdit> edit) {
    String text = NumberWords.spell(now.cpu()) + ", bus " + Hex.grouped(now.bus().first());
    return Field.of(name, cpu, NumberWords::spell)
        .takes(new Input.Text(text, HINT, written -> read(written).toProposal(edit)));
  }

  private SetHostBridgeWindows set(List<HostBridgeWindow> windows) {
    return new SetHostBridgeWindows(bus, windows);
  }

  private List<HostBridgeWindow> with(List<HostBridgeWindow> windows, int at, Pair pair) {
    return replaced(
        windows, at, new HostBridgeWindow(bus, pair.cpu(), pair.bus(), new EditedByHand()));
  }

  private void inbound(List<Field> fields) {
    List<InboundRange> ranges =
        platform.inbound().stream().filter(range -> range.hostBridge().equals(bus)).toList();
    if (ranges.isEmpty()) {
      fields.add(Field.of("inbound", "not told: every address under its own number"));
    }
    for (int index = 0; index < ranges.size(); index++) {
      int at = index;
      InboundRange range = ranges.get(at);
      fields.add(
          field(
                  "inbound " + at,
                  new Pair(range.cpu(), range.bus()),
                  Fact.known(range.cpu(), range.origin()),
                  pair -> new SetInbound(bus, replaced(ranges, at, inbound(pair))))
              .and(
                  new FieldAction(
                      "remove", "Take this range away", new SetInbound(bus, without(ranges, at)))));
    }
    fields.add(
        Field.invitation(
            "add inbound",
            HINT,
            text ->
                read(text)
                    .toProposal(pair ->
                        new SetInbound(bus, replaced(ranges, ranges.size(), inbound(pair))))));
  }

  private InboundRange inbound(Pair pair) {
    return new InboundRange(bus, pair.cpu(), pair.bus(), new EditedByHand());
  }

  /// `0x… … 0x…, bus 0x…`; without a bus address it is the same as the CPU's.
  private static Parsed<Pair> read(String text) {
    String[] parts = text.split("(?i),?\\s*\\bbus\\b", 2);
    return NumberWords.range(parts[0])
        .then(cpu ->
            parts.length == 1
                ? new Parsed.Value<>(new Pair(cpu, cpu))
                : NumberWords.address(parts[1])
                    .then(first ->
                        new Parsed.Value<>(new Pair(cpu, AddressRange.ofSize(first, cpu.size())))));
  }

  static <T> List<T> replaced(List<T> all, int at, T one) {
    List<T> changed = new ArrayList<>(all);
    if (at < all.size()) {
      changed.set(at, one);
    } else {
      changed.add(one);
    }
    return changed;
  }

  static <T> List<T> without(List<T> all, int at) {
    List<T> fewer = new ArrayList<>(all);
    fewer.remove(at);
    return fewer;
  }
}
