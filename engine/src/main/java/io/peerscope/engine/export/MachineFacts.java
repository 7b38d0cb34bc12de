package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that is known of a machine, as text to be compared: where it was read does not matter, and
/// what is unknown is not there.
///
/// @param machine what is known of the machine as a whole
/// @param functions what is known of each function
record MachineFacts(
    Map<FactKind, String> machine, SortedMap<PciAddress, Map<FactKind, String>> functions) {

  private static final int ROW = 16;

  static MachineFacts of(Platform platform) {
    SortedMap<PciAddress, Map<FactKind, String>> functions = new TreeMap<>();
    for (PciFunction function : platform.topology().functions()) {
      functions.put(function.address(), ofFunction(function, platform.topology()));
    }
    return new MachineFacts(ofMachine(platform), functions);
  }

  private static Map<FactKind, String> ofMachine(Platform platform) {
    Map<FactKind, String> facts = new EnumMap<>(FactKind.class);
    put(facts, FactKind.PROCESSOR, platform.cpu());
    put(facts, FactKind.KERNEL, platform.kernel());
    put(facts, FactKind.IOMMU, platform.iommu());
    put(facts, FactKind.PLATFORM, platform.firmware());
    put(
        facts,
        FactKind.HOST_BRIDGE_WINDOWS,
        list(
            platform.windows(),
            window -> "%s %s %s".formatted(window.hostBridge(), window.cpu(), window.bus())));
    put(facts, FactKind.MEMORY_MAP, memory(platform));
    put(
        facts,
        FactKind.HIDDEN_CONTROLLERS,
        list(platform.remapped(), hidden -> hidden.ahci() + " " + hidden.count()));
    put(facts, FactKind.SCENARIOS, list(platform.scenarios(), String::valueOf));
    put(
        facts,
        FactKind.DOMAIN_OPENERS,
        list(
            List.copyOf(platform.topology().hostBridges()),
            bridge ->
                bridge
                    .openedBy()
                    .flatMap(Fact::ifKnown)
                    .map(opener -> bridge + " " + opener)
                    .orElse("")));
    return facts;
  }

  private static String memory(Platform platform) {
    String map = list(platform.memory(), range -> range.cpu() + " " + range.kind());
    String inbound =
        list(
            platform.inbound(),
            range -> "%s %s %s".formatted(range.hostBridge(), range.cpu(), range.bus()));
    return map + inbound;
  }

  private static Map<FactKind, String> ofFunction(PciFunction function, Topology topology) {
    Map<FactKind, String> facts = new EnumMap<>(FactKind.class);
    facts.put(FactKind.FUNCTION, "there");
    facts.put(FactKind.KIND, function.kind().spelling());
    put(facts, FactKind.PLACE, place(function.address(), topology));
    put(facts, FactKind.IDENTITY, function.id());
    put(facts, FactKind.CLASS, function.classCode());
    put(facts, FactKind.NAME, (function.className() + " / " + function.name()).strip());
    put(facts, FactKind.BUSES, function.buses());
    put(facts, FactKind.BARS, list(function.bars(), MachineFacts::registersOf));
    put(facts, FactKind.CPU_ADDRESSES, list(function.bars(), bar -> of(bar, bar.cpu())));
    put(facts, FactKind.BAR_SIZES, list(function.bars(), bar -> of(bar, bar.size())));
    put(
        facts,
        FactKind.WINDOWS,
        list(
            function.windows(),
            window -> known(window.range()).map(range -> window.kind() + " " + range).orElse("")));
    put(facts, FactKind.REGISTERS, registers(function.config()));
    put(facts, FactKind.CAPABILITIES, capabilities(function.capabilities()));
    put(
        facts,
        FactKind.LINK,
        Links.current(function).map(link -> "now " + link + " ").orElse("")
            + Links.limit(function).map(link -> "at most " + link).orElse(""));
    putSystem(facts, function.system());
    return facts;
  }

  private static void putSystem(Map<FactKind, String> facts, SystemFacts system) {
    put(facts, FactKind.DRIVER, system.driver());
    put(facts, FactKind.NUMA_NODE, system.numaNode());
    put(facts, FactKind.IOMMU_GROUP, system.iommuGroup());
    put(facts, FactKind.DMA_MASK, system.dmaMask());
    put(facts, FactKind.POWER, system.power());
    put(
        facts,
        FactKind.PEER_MEMORY,
        system
            .peerMemory()
            .map(memory ->
                memory
                    .map(told ->
                        "%d %s %s"
                            .formatted(
                                told.size(),
                                known(told.available()).orElse(""),
                                known(told.published()).orElse("")))
                    .orElse("none")));
    put(facts, FactKind.SLOT, system.slot());
  }

  private static void put(Map<FactKind, String> facts, FactKind kind, Fact<?> fact) {
    put(facts, kind, known(fact).orElse(""));
  }

  private static void put(Map<FactKind, String> facts, FactKind kind, String text) {
    if (!text.isEmpty() && !text.equals("/")) {
      facts.put(kind, text);
    }
  }

  private static Optional<String> known(Fact<?> fact) {
    return fact.ifKnown().map(String::valueOf);
  }

  private static <T> String list(List<T> things, Function<T, String> spell) {
    return things.stream()
        .map(spell)
        .filter(text -> !text.isEmpty())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String place(PciAddress address, Topology topology) {
    String above =
        switch (topology.parentOf(address)) {
          case Parent.RootBus(var bus) -> "on root bus " + bus;
          case Parent.Below(var bridge) -> "below " + bridge;
          case Parent.Untold(_, var somewhere) ->
              somewhere.map(bridge -> "somewhere below " + bridge).orElse("");
        };
    return topology
        .physicalFunctionOf(address)
        .map(physical -> above + ", of " + physical)
        .orElse(above);
  }

  private static String registersOf(Bar bar) {
    return "%d %s %s %s %s"
        .formatted(
            bar.index(), bar.kind(), bar.prefetchable(), bar.state(), known(bar.bus()).orElse(""));
  }

  private static String of(Bar bar, Fact<?> part) {
    return known(part).map(text -> bar.index() + " " + text).orElse("");
  }

  private static String registers(ConfigSpace config) {
    return IntStream.iterate(0, at -> at < config.length(), at -> at + ROW)
        .filter(at -> config.has(at, Math.min(ROW, config.length() - at)))
        .mapToObj(at -> "%x: %s".formatted(at, config.slice(at, ROW)))
        .collect(Collectors.joining("\n"));
  }

  private static String capabilities(Capabilities capabilities) {
    String all = list(capabilities.all(), MachineFacts::spell);
    String ends =
        (capabilities.standardMissing().isEmpty() ? "standard list whole; " : "")
            + (capabilities.extendedMissing().isEmpty() ? "extended list whole" : "");
    return ends + all;
  }

  private static String spell(Capability capability) {
    return switch (capability) {
      case PciExpress express ->
          "%x Express %s %s %s %s %s %s"
              .formatted(
                  express.offset(),
                  express.type(),
                  express.slot(),
                  known(express.maximum()),
                  known(express.current()),
                  known(express.portNumber()),
                  spell(express.atomicOps()));
      case AccessControlServices acs ->
          "%x ACS %s %s %s %s %s"
              .formatted(
                  acs.offset(),
                  known(acs.supported()),
                  known(acs.control()),
                  known(acs.egressVector()),
                  acs.partly().map(bits -> bits.mask() + " " + bits.value()),
                  known(acs.enhanced()));
      case SingleRootIov iov ->
          "%x SR-IOV %s %s %s %s %s"
              .formatted(
                  iov.offset(),
                  known(iov.totalVfs()),
                  known(iov.numVfs()),
                  known(iov.vfOffset()),
                  known(iov.vfStride()),
                  known(iov.vfDevice()));
      case AlternativeRoutingId ari ->
          "%x ARI %s %s"
              .formatted(ari.offset(), known(ari.acsGroupsEnabled()), known(ari.functionGroup()));
      case UnknownCapability other ->
          "%x %s %s %s".formatted(other.offset(), other.id(), other.title(), other.bytes());
    };
  }

  private static String spell(AtomicOps ops) {
    return List.of(
            ops.routed(),
            ops.completes32(),
            ops.completes64(),
            ops.completes128(),
            ops.requests(),
            ops.egressBlocked())
        .stream()
        .map(bit -> known(bit).orElse("?"))
        .collect(Collectors.joining(","));
  }
}
