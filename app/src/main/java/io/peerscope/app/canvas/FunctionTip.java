package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the pointer is told about a function: all in full that its card has no room for, and what
/// the input does not tell.
final class FunctionTip {

  private final PciFunction function;
  private final List<String> lines = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();

  private FunctionTip(PciFunction function) {
    this.function = function;
  }

  static String of(PciFunction function) {
    return new FunctionTip(function).write();
  }

  static String of(Item.FoldCard card) {
    int size = card.members().size();
    String action = card.open() ? "click to fold" : "click to unfold";
    return switch (card.kind()) {
      case ALIKE -> "%d like functions; %s".formatted(size, action);
      case SYSTEM -> "%d functions of processor and chipset; %s".formatted(size, action);
      case EMPTY_PORTS -> "%d ports with nothing behind them; %s".formatted(size, action);
    };
  }

  private String write() {
    lines.add(function.address() + "  " + function.displayName());
    lines.add(identity());
    express().ifPresent(this::addLink);
    String memory =
        function.bars().stream()
            .filter(Bar::hasMemoryAddress)
            .map(FunctionTip::bar)
            .collect(Collectors.joining(" · "));
    if (!memory.isEmpty()) {
      lines.add(memory);
    }
    addSystem(function.system());
    if (function.kind().isBridge() && function.capabilities().acs() instanceof Fact.Unknown) {
      untold.add("ACS");
    }
    if (!untold.isEmpty()) {
      lines.add("not told: " + String.join(", ", untold));
    }
    return String.join("\n", lines);
  }

  private String identity() {
    var parts = new ArrayList<String>();
    parts.add(function.kind().label());
    if (!function.className().isEmpty()) {
      parts.add(function.className());
    }
    told("class", function.classCode()).map(ClassCode::toString).ifPresent(parts::add);
    told("ids", function.id()).map(VendorDevice::toString).ifPresent(parts::add);
    return String.join(" · ", parts);
  }

  private Optional<PciExpress> express() {
    return told("capabilities", function.capabilities().pciExpress()).flatMap(known -> known);
  }

  private void addLink(PciExpress express) {
    Optional<Link> now = told("link", express.current()).filter(link -> link.width() > 0);
    Optional<Link> most = express.maximum().ifKnown().filter(link -> link.width() > 0);
    now.ifPresent(
        link -> lines.add("link " + link + most.map(best -> ", at most " + best).orElse("")));
  }

  private void addSystem(SystemFacts system) {
    var parts = new ArrayList<String>();
    told("driver", system.driver())
        .map(driver -> driver.isEmpty() ? "no driver" : "driver " + driver)
        .ifPresent(parts::add);
    told("IOMMU group", system.iommuGroup()).map(it -> "IOMMU group " + it).ifPresent(parts::add);
    told("NUMA node", system.numaNode())
        .filter(node -> node >= 0)
        .map(it -> "NUMA node " + it)
        .ifPresent(parts::add);
    if (!parts.isEmpty()) {
      lines.add(String.join(" · ", parts));
    }
  }

  private static String bar(Bar bar) {
    return "BAR " + bar.index() + bar.size().ifKnown().map(size -> " " + Hex.size(size)).orElse("");
  }

  /// The value of a fact; an unknown one is remembered by its name.
  private <T> Optional<T> told(String name, Fact<T> fact) {
    if (fact instanceof Fact.Unknown) {
      untold.add(name);
    }
    return fact.ifKnown();
  }
}
