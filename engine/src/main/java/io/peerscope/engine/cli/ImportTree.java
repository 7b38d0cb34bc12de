package io.peerscope.engine.cli;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was read, as a tree for people: one line per function, then counts.
public final class ImportTree {

  private final Reading reading;
  private final Topology topology;

  public ImportTree(Reading reading) {
    this.reading = reading;
    this.topology = reading.platform().topology();
  }

  /// Writes the tree, then counts.
  public void writeTo(Output output) throws IOException {
    for (HostBridge hostBridge : topology.hostBridges()) {
      output.println("host bridge " + hostBridge.bus() + openedBy(hostBridge));
      writeFunctions(output, hostBridge.functions(), "");
    }
    List<PciAddress> elsewhere = topology.functionsWithoutKnownParent();
    if (!elsewhere.isEmpty()) {
      output.println("below something the input does not tell");
      writeFunctions(output, elsewhere, "");
    }
    output.println("");
    output.println(counts());
    output.println(context(reading.platform()));
    output.println(diagnosticCount());
  }

  private void writeFunctions(Output output, List<PciAddress> addresses, String indent)
      throws IOException {
    for (int at = 0; at < addresses.size(); at++) {
      boolean last = at == addresses.size() - 1;
      PciAddress address = addresses.get(at);
      output.print(indent).print(last ? "└─ " : "├─ ").println(describe(topology.at(address)));
      writeFunctions(output, topology.childrenOf(address), indent + (last ? "   " : "│  "));
    }
  }

  private static String openedBy(HostBridge hostBridge) {
    return hostBridge
        .openedBy()
        .flatMap(Fact::ifKnown)
        .map(opener -> ", opened by " + opener)
        .orElse("");
  }

  private String describe(PciFunction function) {
    var line = new StringBuilder(function.address().toString());
    line.append("  ").append(function.kind().label());
    if (!function.name().isEmpty()) {
      line.append("  ").append(OneLine.of(function.name()));
    }
    function.id().ifKnown().ifPresent(id -> line.append(" [").append(id).append(']'));
    link(function).ifPresent(link -> line.append("  ").append(link));
    buses(function).ifPresent(buses -> line.append("  ").append(buses));
    reading.platform().remapped().stream()
        .filter(hidden -> hidden.ahci().equals(function.address()))
        .forEach(hidden -> line.append("  hides ").append(hidden.count()).append(" remapped NVMe"));
    if (function.system().isAsleep()) {
      line.append("  asleep (D3cold)");
    }
    return line.toString();
  }

  private static Optional<String> link(PciFunction function) {
    return function
        .capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(known -> known)
        .map(PciExpress::current)
        .flatMap(current -> current.ifKnown())
        .or(() -> function.system().link().ifKnown())
        .filter(link -> link.width() > 0)
        .map(link -> link.toString());
  }

  private static Optional<String> buses(PciFunction function) {
    return function
        .buses()
        .ifKnown()
        .flatMap(known -> known)
        .filter(buses -> buses.secondary() != 0)
        .map(ImportTree::spell);
  }

  private static String spell(BridgeBuses buses) {
    String secondary = Hex.padded(buses.secondary(), 2);
    return buses.secondary() == buses.subordinate()
        ? "bus " + secondary
        : "buses " + secondary + "-" + Hex.padded(buses.subordinate(), 2);
  }

  private String counts() {
    var byKind = new EnumMap<FunctionKind, Integer>(FunctionKind.class);
    topology.functions().forEach(function -> byKind.merge(function.kind(), 1, Integer::sum));
    String kinds =
        byKind.entrySet().stream().map(ImportTree::countOf).collect(Collectors.joining(", "));
    return plural(topology.size(), "function")
        + " below "
        + plural(topology.hostBridges().size(), "host bridge")
        + ": "
        + kinds;
  }

  private static String countOf(Map.Entry<FunctionKind, Integer> entry) {
    return plural(entry.getValue(), entry.getKey().label());
  }

  /// What the verdicts rest on besides the hierarchy.
  private static String context(Platform platform) {
    return "processor "
        + orUnknown(platform.cpu())
        + ", Linux "
        + orUnknown(platform.kernel())
        + ", IOMMU "
        + orUnknown(platform.iommu().map(IommuMode::spelling));
  }

  private static String orUnknown(Fact<?> fact) {
    return fact.ifKnown().map(known -> OneLine.of(known.toString())).orElse("unknown");
  }

  private String diagnosticCount() {
    int count = reading.diagnostics().size();
    return count == 0 ? "no diagnostics" : plural(count, "diagnostic");
  }

  private static String plural(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
