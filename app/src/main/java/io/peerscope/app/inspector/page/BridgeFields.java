package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetBuses;
import io.peerscope.engine.edit.SetWindow;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The bus numbers of a bridge and the windows it forwards.
record BridgeFields(PciFunction function) {

  private static final int DWORD = 4;

  List<Field> fields() {
    if (!function.kind().isBridge()) {
      return List.of();
    }
    var fields = new ArrayList<Field>();
    fields.add(buses());
    for (WindowKind kind : WindowKind.values()) {
      find(kind).map(this::window).ifPresent(fields::add);
    }
    return fields;
  }

  private Optional<BridgeWindow> find(WindowKind kind) {
    return function.windows().stream().filter(window -> window.kind() == kind).findFirst();
  }

  private Field buses() {
    Fact<BridgeBuses> buses =
        switch (function.buses()) {
          case Known<Optional<BridgeBuses>>(var told, var origin) ->
              told.map(known -> Fact.known(known, origin))
                  .orElseGet(() -> Fact.unknown("not configured"));
          case Fact.Unknown<Optional<BridgeBuses>>(var why) -> Fact.unknown(why);
        };
    Function<Fact<BridgeBuses>, PlatformEdit> set = fact -> new SetBuses(function.address(), fact);
    Field field =
        Field.of("buses", buses, BridgeFields::spell)
            .at(0x18, 3)
            .settable(
                buses,
                it -> "%02x-%02x".formatted(it.secondary(), it.subordinate()),
                "02-05",
                text -> RegisterWords.buses(text, function.address().bus()),
                set);
    return pinnable(field, buses, set);
  }

  private static String spell(BridgeBuses buses) {
    return "primary %02x, secondary %02x, subordinate %02x"
        .formatted(buses.primary(), buses.secondary(), buses.subordinate());
  }

  private Field window(BridgeWindow window) {
    Function<Fact<Optional<AddressRange>>, PlatformEdit> set =
        range -> new SetWindow(function.address(), window.kind(), range);
    Field field =
        Field.of(nameOf(window.kind()), window.range(), BridgeFields::spell)
            .settable(
                window.range(),
                BridgeFields::spell,
                NumberWords.RANGE_HINT + ", or closed",
                BridgeFields::read,
                set);
    Field placed =
        switch (window.kind()) {
          case IO -> field.at(0x1c, 2);
          case MEMORY -> field.at(0x20, DWORD);
          case PREFETCHABLE -> field.at(0x24, 3 * DWORD);
        };
    return pinnable(placed, window.range(), set);
  }

  static String nameOf(WindowKind kind) {
    return switch (kind) {
      case IO -> "I/O";
      case MEMORY -> "memory";
      case PREFETCHABLE -> "prefetch";
    };
  }

  private static String spell(Optional<AddressRange> range) {
    return range.map(NumberWords::spell).orElse("closed");
  }

  private static Parsed<Optional<AddressRange>> read(String text) {
    return text.strip().equalsIgnoreCase("closed")
        ? new Parsed.Value<>(Optional.empty())
        : NumberWords.range(text).then(range -> new Parsed.Value<>(Optional.of(range)));
  }

  /// Numbers set by hand may be given free, and those given out may be kept.
  private static <T> Field pinnable(
      Field field, Fact<T> fact, Function<Fact<T>, PlatformEdit> set) {
    if (!(fact instanceof Known<T>(T value, var origin))) {
      return field;
    }
    return switch (origin) {
      case EditedByHand _ ->
          field.and(
              new FieldAction(
                  "release",
                  "Let later edits change it where they must",
                  set.apply(Fact.known(value, new Allocated()))));
      case Allocated _ ->
          field.and(
              new FieldAction(
                  "pin",
                  "Keep it as it is whatever else changes",
                  set.apply(Fact.known(value, new EditedByHand()))));
      default -> field;
    };
  }
}
