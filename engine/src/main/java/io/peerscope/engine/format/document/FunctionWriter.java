package io.peerscope.engine.format.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerMemory;
import io.peerscope.engine.topology.PowerState;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.ToldPlaces;

/// Writes one function with all its facts.
final class FunctionWriter {

  static final Words<FunctionKind> KINDS =
      Words.spelled(FunctionKind.values(), FunctionKind::spelling);
  static final Words<BarKind> BARS = Words.of(BarKind.values());
  static final Words<BarState> STATES = Words.of(BarState.values());
  static final Words<WindowKind> WINDOWS = Words.of(WindowKind.values());
  static final Words<PowerState> POWER = Words.spelled(PowerState.values(), PowerState::spelling);

  private final PciFunction function;
  private final FieldWriter to;

  FunctionWriter(PciFunction function, UnknownFields unknown) {
    this.function = function;
    this.to =
        new FieldWriter(unknown, "functions/" + function.address(), function.position().file());
  }

  /// @param told what the input tells of places
  Members write(ToldPlaces told) {
    to.put("address", Values.text(function.address()));
    to.put("kind", KINDS.write(function.kind()));
    to.put("at", function.position().file() + ":" + function.position().line());
    writePlaces(told);
    to.fact("id", function.id(), Values::text);
    to.fact("class", function.classCode(), Values::text);
    to.putText("className", function.className());
    to.putText("name", function.name());
    to.optionalFact("buses", function.buses(), FunctionWriter::buses);
    to.putList("bars", function.bars().stream().<JsonValue>map(this::bar).toList());
    to.putList("windows", function.windows().stream().<JsonValue>map(this::window).toList());
    writeRegisters();
    return to.put("system", system(to.part("system"), function.system())).done();
  }

  private void writePlaces(ToldPlaces told) {
    Parent parent = told.parents().get(function.address());
    if (parent != null) {
      to.put("parent", parent(parent));
    }
    PciAddress physical = told.physicalFunctions().get(function.address());
    if (physical != null) {
      to.put("physicalFunction", Values.text(physical));
    }
  }

  private JsonValue parent(Parent parent) {
    FieldWriter place = to.part("parent");
    return switch (parent) {
      case Parent.RootBus(var bus) -> place.put("rootBus", Values.text(bus)).done();
      case Parent.Below(var bridge) -> place.put("below", Values.text(bridge)).done();
      case Parent.Untold(var why, var above) -> {
        place.put("unknown", why);
        above.ifPresent(bridge -> place.put("somewhereBelow", Values.text(bridge)));
        yield place.done();
      }
    };
  }

  static JsonValue buses(BridgeBuses buses) {
    return Values.text(
        "%02x %02x-%02x".formatted(buses.primary(), buses.secondary(), buses.subordinate()));
  }

  private Members bar(Bar bar) {
    FieldWriter part =
        to.part("bars/" + bar.index())
            .put("index", Values.number(bar.index()))
            .put("kind", BARS.write(bar.kind()))
            .put("prefetchable", JsonValue.Word.of(bar.prefetchable()))
            .put("state", STATES.write(bar.state()));
    return part.fact("bus", bar.bus(), Values::text)
        .fact("cpu", bar.cpu(), Values::text)
        .fact("size", bar.size(), Values::toHex)
        .done();
  }

  private Members window(BridgeWindow window) {
    JsonValue kind = WINDOWS.write(window.kind());
    return to.part("windows/" + Values.string(kind))
        .put("kind", kind)
        .optionalFact("range", window.range(), Values::text)
        .done();
  }

  private void writeRegisters() {
    Capabilities derived = Capabilities.unknown("no registers");
    String file = RegisterFile.of(function);
    if (!function.config().isEmpty()) {
      derived = new CapabilityReader(function.config(), file).read().capabilities();
    }
    if (function.config().isEmpty() || !derived.equals(function.capabilities())) {
      to.put(
          "capabilities",
          CapabilityWriter.write(to.part("capabilities"), function.capabilities(), derived));
    }
    if (!function.config().isEmpty()) {
      FieldWriter config = to.part("config");
      config.putText("file", file.equals(function.position().file()) ? "" : file);
      to.put("config", config.putList("rows", ConfigRows.write(function.config())).done());
    }
  }

  private static Members system(FieldWriter to, SystemFacts system) {
    return to.fact("driver", system.driver(), Values::text)
        .fact("numaNode", system.numaNode(), Values::number)
        .fact("iommuGroup", system.iommuGroup(), Values::number)
        .fact("dmaMask", system.dmaMask(), Values::toHex)
        .fact("power", system.power(), POWER::write)
        .optionalFact(
            "peerMemory",
            system.peerMemory(),
            memory -> peerMemory(to.part("peerMemory/value"), memory))
        .fact("link", system.link(), Values::toLink)
        .fact("linkLimit", system.linkLimit(), Values::toLink)
        .fact("slot", system.slot(), Values::text)
        .done();
  }

  private static JsonValue peerMemory(FieldWriter to, PeerMemory memory) {
    return to.put("size", Values.toHex(memory.size()))
        .fact("available", memory.available(), Values::toHex)
        .fact("published", memory.published(), JsonValue.Word::of)
        .done();
  }
}
