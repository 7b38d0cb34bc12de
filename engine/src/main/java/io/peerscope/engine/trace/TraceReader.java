package io.peerscope.engine.trace;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.PageWalk;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.iommu.PageWalkLevel;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads a trace from JSON alone, without the machine it is about.
public final class TraceReader {

  private final JsonFields json;

  private TraceReader(JsonFields json) {
    this.json = json;
  }

  /// Reads a whole document; fields that are not known are passed over.
  public static TraceReading read(byte[] content) {
    try {
      JsonFields json = JsonFields.read(content);
      long version = json.needNumber("schemaVersion");
      if (version > TraceWriter.SCHEMA_VERSION) {
        return new TraceReading.Unreadable(
            "a newer Peerscope wrote it, with schema version %d".formatted(version));
      }
      return new TraceReading.Read(new TraceReader(json).trace());
    } catch (IOException | IllegalArgumentException strange) {
      return new TraceReading.Unreadable(String.valueOf(strange.getMessage()));
    }
  }

  private Trace trace() throws IOException {
    return new Trace(
        question(json.needObject("request")),
        circumstances(json.needObject("context")),
        word(json, "verdict", Outcome.values(), Outcome::spelling),
        json.needText("summary"),
        gates(),
        json.needText("mapType"),
        json.number("distance").map(Math::toIntExact),
        page(json.needObject("page")),
        json.needText("how"),
        programmed(),
        steps(),
        hazards(),
        json.needText("strategy"),
        json.needText("answeredBy"),
        words(),
        json.text("writer").orElse(""),
        json.texts("removed"));
  }

  private static Trace.Question question(JsonFields from) throws IOException {
    return new Trace.Question(
        function(from, "client"),
        from.need("target", from.text("target").flatMap(DmaTarget::parse)),
        word(from, "operation", Operation.values(), Operation::spelling),
        from.needNumber("size"),
        from.hex("iova").map(Iova::new));
  }

  private static Trace.Circumstances circumstances(JsonFields from) {
    return new Trace.Circumstances(
        from.text("kernel"),
        from.text("cpu"),
        from.text("iommu"),
        from.text("platform"),
        from.text("translators"));
  }

  private Map<Gate, GateResult> gates() throws IOException {
    Map<Gate, GateResult> gates = new EnumMap<>(Gate.class);
    for (JsonFields gate : json.objects("gates")) {
      List<Reason> reasons = reasons(gate, "reasons");
      String result = gate.needText("result");
      gates.put(
          word(gate, "gate", Gate.values(), Gate::spelling),
          switch (result) {
            case "allowed" -> new GateResult.Allowed(reasons);
            case "refused" -> new GateResult.Refused(reasons);
            case "undetermined" -> new GateResult.Undetermined(reasons);
            case "not-asked" -> new GateResult.NotAsked();
            default -> throw new IOException("a gate cannot be '%s'".formatted(result));
          });
    }
    return gates;
  }

  private static List<Reason> reasons(JsonFields from, String name) throws IOException {
    List<Reason> reasons = new ArrayList<>();
    for (JsonFields reason : from.objects(name)) {
      List<Evidence> facts = new ArrayList<>();
      for (JsonFields fact : reason.objects("facts")) {
        facts.add(
            new Evidence(
                fact.needText("about"),
                fact.needText("name"),
                fact.needText("value"),
                fact.needText("source")));
      }
      reasons.add(
          new Reason(
              reason.needText("text"), reason.needText("code"), facts, reasons(reason, "because")));
    }
    return reasons;
  }

  private static Trace.Page page(JsonFields from) throws IOException {
    String kind = from.needText("kind");
    return switch (kind) {
      case "host" -> new Trace.Page.Host();
      case "unknown" -> new Trace.Page.Unknown();
      case "peer" ->
          new Trace.Page.Peer(
              function(from, "provider"),
              Math.toIntExact(from.needNumber("bar")),
              from.need("offset", from.hex("offset")),
              from.hex("busOffset"),
              from.number("remappedNvme").map(Math::toIntExact));
      default -> throw new IOException("a page cannot be '%s'".formatted(kind));
    };
  }

  private Optional<Trace.ProgrammedAddress> programmed() throws IOException {
    Optional<JsonFields> from = json.object("programmedAddress");
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trace.ProgrammedAddress(space(from.get(), "space"), from.get().hex("value")));
  }

  private List<DmaStep> steps() throws IOException {
    List<DmaStep> steps = new ArrayList<>();
    for (JsonFields step : json.objects("steps")) {
      Optional<JsonFields> to = step.object("translatedTo");
      steps.add(
          new DmaStep(
              Math.toIntExact(step.needNumber("n")),
              place(step.needObject("place")),
              word(step, "event", StepEvent.values(), StepEvent::spelling),
              tlp(step),
              address(step, "address"),
              step.needText("decision"),
              to.isEmpty() ? Optional.empty() : address(to.get(), "value"),
              step.needText("rule"),
              walk(step)));
    }
    return steps;
  }

  private static Optional<PageWalk> walk(JsonFields step) throws IOException {
    Optional<JsonFields> from = step.object("walk");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    JsonFields walk = from.get();
    return Optional.of(
        new PageWalk(
            new Iova(walk.need("iova", walk.hex("iova"))),
            walk.need("example", walk.truth("example")),
            new PageWalkLevel(
                Math.toIntExact(walk.needNumber("level")),
                Math.toIntExact(walk.needNumber("index")),
                walk.need("covers", walk.hex("covers")),
                walk.need("leaf", walk.truth("leaf")))));
  }

  private static String tlp(JsonFields step) {
    return step.text("tlp")
        .map(name -> name + step.number("size").map(" %d B"::formatted).orElse(""))
        .orElse("");
  }

  private static Optional<Address> address(JsonFields from, String name) throws IOException {
    Optional<Long> value = from.hex(name);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            switch (space(from, "space")) {
              case BUS -> new BusAddress(value.get());
              case IOVA -> new Iova(value.get());
              case PHYSICAL -> new HostPhysicalAddress(value.get());
            });
  }

  private static AddressSpace space(JsonFields from, String name) throws IOException {
    return word(from, name, AddressSpace.values(), AddressSpace::spelling);
  }

  private static Place place(JsonFields from) throws IOException {
    String kind = from.needText("kind");
    return switch (kind) {
      case "function" -> new Place.AtFunction(function(from, "address"));
      case "host-bridge" -> new Place.AtHostBridge(bus(from));
      case "memory" -> new Place.AtMemory(bus(from));
      case "unknown" -> new Place.Untold();
      default -> throw new IOException("a place cannot be '%s'".formatted(kind));
    };
  }

  private static PciBus bus(JsonFields from) throws IOException {
    return from.need(
        "bus",
        from.text("bus").flatMap(text -> PciAddress.parse(text + ":00.0")).map(PciAddress::onBus));
  }

  private static PciAddress function(JsonFields from, String name) throws IOException {
    return from.need(name, from.text(name).flatMap(PciAddress::parse));
  }

  private List<Hazard> hazards() throws IOException {
    List<Hazard> hazards = new ArrayList<>();
    for (JsonFields hazard : json.objects("hazards")) {
      hazards.add(new Hazard(hazard.needText("code"), hazard.needText("text")));
    }
    return hazards;
  }

  private List<Trace.ToolWord> words() throws IOException {
    JsonFields told = json.needObject("words");
    JsonFields why = json.needObject("wordReasons");
    List<Trace.ToolWord> words = new ArrayList<>();
    for (String tool : why.fields().keySet()) {
      words.add(new Trace.ToolWord(tool, told.text(tool), why.needText(tool)));
    }
    return words;
  }

  private static <E> E word(JsonFields from, String name, E[] values, Function<E, String> spelling)
      throws IOException {
    String text = from.needText(name);
    return Arrays.stream(values)
        .filter(value -> spelling.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IOException("%s/%s: '%s' is not known".formatted(from.where(), name, text)));
  }
}
