package io.peerscope.engine.format.document;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerMemory;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one function with all its facts.
///
/// @param function the function
/// @param parent what is told to be right above it
/// @param physicalFunction the physical function that it is told to belong to
record FunctionFields(
    PciFunction function, Optional<Parent> parent, Optional<PciAddress> physicalFunction) {

  private static final Pattern BUSES = Pattern.compile("([0-9a-f]{2}) ([0-9a-f]{2})-([0-9a-f]{2})");

  /// Empty where the function has no address.
  static Optional<FunctionFields> read(ReadingState state, Members object) {
    return read(state, object, Optional.empty());
  }

  /// @param lazy the fields of the object, where they are parsed one by one
  static Optional<FunctionFields> read(
      ReadingState state, Members object, Optional<LazyFields> lazy) {
    String name = nameOf(object, "address");
    var outer = new FieldReader(state, object, "functions/" + name, "", lazy);
    Optional<PciAddress> address = outer.required("address", Values::address);
    SourcePosition position = outer.value("at", outer::position).orElseGet(outer::here);
    FieldReader from = outer.in(position.file());
    Optional<FunctionFields> read =
        address.map(found ->
            new FunctionFields(
                function(from, found, position),
                from.object("parent").flatMap(FunctionFields::parent),
                from.value("physicalFunction", Values::address)));
    read.ifPresent(_ -> from.finish());
    return read;
  }

  private static String nameOf(Members object, String field) {
    return switch (object.fields().get(field)) {
      case JsonValue.Text(var text) -> text;
      case JsonValue.Digits(var digits) -> digits;
      case null, default -> "?";
    };
  }

  private static PciFunction function(
      FieldReader from, PciAddress address, SourcePosition position) {
    Optional<ConfigSpace> plain = from.plainConfig("config");
    ConfigSpace config = plain.orElseGet(ConfigSpace::none);
    String file = position.file();
    if (plain.isPresent()) {
      from.pass("config");
    }
    Optional<FieldReader> registers = from.object("config");
    if (registers.isPresent()) {
      String named = registers.get().text("file");
      file = named.isEmpty() ? file : named;
      config = registers.get().required("rows", ConfigRows::decode).orElse(config);
      registers.get().finish();
    }
    return new PciFunction(
        address,
        from.required("kind", FunctionWriter.KINDS::read).orElse(FunctionKind.FUNCTION),
        from.remembered("id", () -> from.fact("id", Values::ids)),
        from.remembered("class", () -> from.fact("class", Values::classCode)),
        from.text("className"),
        from.text("name"),
        from.remembered("buses", () -> from.optionalFact("buses", FunctionFields::buses)),
        from.remembered("bars", () -> bars(from)),
        from.remembered("windows", () -> windows(from)),
        capabilitiesOf(from, config, file),
        config,
        from.remembered("system", () -> systemOf(from)),
        position);
  }

  private static BridgeBuses buses(JsonValue value) {
    Matcher buses = BUSES.matcher(Values.string(value));
    if (!buses.matches()) {
      throw new IllegalArgumentException("it is not of the form pp ss-ss");
    }
    return new BridgeBuses(
        Integer.parseInt(buses.group(1), 16),
        Integer.parseInt(buses.group(2), 16),
        Integer.parseInt(buses.group(3), 16));
  }

  private static List<Bar> bars(FieldReader from) {
    List<Bar> bars = new ArrayList<>();
    for (FieldReader each : from.objects("bars", object -> nameOf(object, "index"))) {
      each.made(FunctionFields::bar).ifPresent(bars::add);
      each.finish();
    }
    return List.copyOf(bars);
  }

  private static Bar bar(FieldReader from) {
    return new Bar(
        from.required("index", Values::integer).orElse(-1),
        from.required("kind", FunctionWriter.BARS::read)
            .orElseThrow(() -> new IllegalArgumentException("what it decodes is not told")),
        from.required("prefetchable", Values::flag).orElse(false),
        from.fact("bus", value -> new BusAddress(Values.hex(value))),
        from.fact("cpu", value -> new HostPhysicalAddress(Values.hex(value))),
        from.fact("size", Values::hex),
        from.required("state", FunctionWriter.STATES::read)
            .orElseThrow(() -> new IllegalArgumentException("its state is not told")));
  }

  private static List<BridgeWindow> windows(FieldReader from) {
    List<BridgeWindow> windows = new ArrayList<>();
    for (FieldReader each : from.objects("windows", object -> nameOf(object, "kind"))) {
      each.required("kind", FunctionWriter.WINDOWS::read)
          .ifPresent(kind ->
              windows.add(new BridgeWindow(kind, each.optionalFact("range", Values::range))));
      each.finish();
    }
    return List.copyOf(windows);
  }

  private static Capabilities capabilitiesOf(FieldReader from, ConfigSpace config, String file) {
    return from.remembered("capabilities", () -> capabilities(from, config, file));
  }

  private static Capabilities capabilities(FieldReader from, ConfigSpace config, String file) {
    Supplier<Capabilities> derived = () -> derived(from, config, file);
    return from.object("capabilities")
        .map(fields -> CapabilityFields.read(fields, derived))
        .orElseGet(derived);
  }

  /// What the registers say.
  private static Capabilities derived(FieldReader from, ConfigSpace config, String file) {
    from.notePart();
    return config.isEmpty()
        ? Capabilities.unknown(FieldReader.NOT_TOLD)
        : new CapabilityReader(config, file).read().capabilities();
  }

  private static Optional<Parent> parent(FieldReader from) {
    Optional<Parent> parent =
        from.<Parent>value("rootBus", value -> new Parent.RootBus(Values.bus(value)))
            .or(() -> from.value("below", value -> new Parent.Below(Values.address(value))))
            .or(() ->
                from.value("unknown", Values::string)
                    .map(why ->
                        new Parent.Untold(why, from.value("somewhereBelow", Values::address))));
    from.finish();
    return parent;
  }

  private static SystemFacts systemOf(FieldReader from) {
    return from.object("system")
        .map(FunctionFields::system)
        .orElseGet(() -> SystemFacts.unknown(FieldReader.NOT_TOLD));
  }

  private static SystemFacts system(FieldReader from) {
    var system =
        new SystemFacts(
            from.fact("driver", Values::string),
            from.fact("numaNode", Values::integer),
            from.fact("iommuGroup", Values::integer),
            from.fact("dmaMask", Values::hex),
            from.fact("power", FunctionWriter.POWER::read),
            from.objectFact("peerMemory", FunctionFields::peerMemory),
            from.fact("link", Values::link),
            from.fact("linkLimit", Values::link),
            from.fact("slot", Values::string));
    from.finish();
    return system;
  }

  private static Optional<PeerMemory> peerMemory(FieldReader from) {
    Optional<PeerMemory> memory =
        from.required("size", Values::hex)
            .map(size ->
                new PeerMemory(
                    size,
                    from.fact("available", Values::hex),
                    from.fact("published", Values::flag)));
    from.finish();
    return memory;
  }
}
