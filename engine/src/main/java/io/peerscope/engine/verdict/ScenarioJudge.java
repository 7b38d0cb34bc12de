package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.policy.ClientDevice;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.PeerMemory;
import io.peerscope.engine.policy.ProviderSearch;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Judges all DMAs of a scenario on one machine.
///
/// Where a target is left to the kernel, all clients of the scenario that do so are asked for
/// together, as NVMe over Fabrics does for its queues and its port (`pci_p2pmem_find_many()`).
public final class ScenarioJudge {

  private final Platform platform;
  private final Judge judge;
  private final ListJudge lists;

  /// @param platform the machine under the circumstances of the scenario
  public ScenarioJudge(Platform platform, MappingStrategy strategy) {
    this.platform = platform;
    this.judge = new Judge(platform, strategy);
    this.lists = new ListJudge(platform, strategy);
  }

  /// Every DMA, in the order of the scenario.
  public List<Flight> judge(Scenario scenario) {
    Optional<ProviderSearch.Result> choice = choice(scenario);
    return scenario.transfers().stream().map(transfer -> judge(transfer, choice)).toList();
  }

  private Optional<ProviderSearch.Result> choice(Scenario scenario) {
    List<ClientDevice> clients =
        scenario.transfers().stream()
            .filter(ScenarioJudge::isLeftToKernel)
            .map(Scenario.Transfer::client)
            .filter(client -> platform.topology().find(client).isPresent())
            .distinct()
            .map(ClientDevice::function)
            .toList();
    return clients.isEmpty()
        ? Optional.empty()
        : Optional.of(ProviderSearch.find(new LinuxP2pdma(platform), published(), clients));
  }

  private static boolean isLeftToKernel(Scenario.Transfer transfer) {
    return transfer.pieces().stream()
        .anyMatch(piece -> piece.target().equals(Scenario.KERNELS_CHOICE));
  }

  /// What drivers have registered, as far as the input tells.
  private List<PeerMemory> published() {
    List<PeerMemory> memory = new ArrayList<>();
    platform
        .topology()
        .functions()
        .forEach(function ->
            function
                .system()
                .peerMemory()
                .ifKnown()
                .flatMap(told -> told)
                .ifPresent(told ->
                    memory.add(
                        new PeerMemory(
                            function.address(),
                            told.published().ifKnown().orElse(false),
                            Fact.known(told.size() != 0, new Inferred("its registered size"))))));
    return memory;
  }

  private Flight judge(Scenario.Transfer transfer, Optional<ProviderSearch.Result> choice) {
    Optional<ProviderSearch.Result> own = isLeftToKernel(transfer) ? choice : Optional.empty();
    Optional<Operation> operation = Operation.ofSpelling(transfer.operation());
    if (operation.isEmpty()) {
      return Flight.withoutVerdict(
          transfer, own, "the operation '%s' is not known here".formatted(transfer.operation()));
    }
    List<ScatterList.Element> elements = new ArrayList<>();
    for (Scenario.Piece piece : transfer.pieces()) {
      Optional<DmaTarget> target = target(piece, own);
      if (target.isEmpty()) {
        return Flight.withoutVerdict(transfer, own, problem(piece, own));
      }
      elements.add(new ScatterList.Element(target.get(), piece.size()));
    }
    return judge(transfer, operation.get(), elements, own);
  }

  private static String problem(Scenario.Piece piece, Optional<ProviderSearch.Result> choice) {
    if (!piece.target().equals(Scenario.KERNELS_CHOICE)) {
      return "'%s' names no memory".formatted(piece.target());
    }
    return choice
        .flatMap(found -> found.closest().stream().findFirst())
        .map("the kernel chooses %s, but which of its BARs holds the memory is not told"::formatted)
        .orElse(
            "the kernel finds no published memory that all clients reach, as far as the input tells");
  }

  private Flight judge(
      Scenario.Transfer transfer,
      Operation operation,
      List<ScatterList.Element> elements,
      Optional<ProviderSearch.Result> choice) {
    var list = ScatterList.of(transfer.client(), elements, operation);
    if (elements.size() > 1) {
      ListVerdict whole = lists.judge(list);
      return new Flight(transfer, whole.elements(), Optional.of(whole), choice, "");
    }
    DmaRequest request = list.requests().getFirst();
    return new Flight(transfer, List.of(judge.judge(request)), Optional.empty(), choice, "");
  }

  /// The kernel draws one of the closest; the first of them is followed.
  private Optional<DmaTarget> target(Scenario.Piece piece, Optional<ProviderSearch.Result> choice) {
    return piece.target().equals(Scenario.KERNELS_CHOICE)
        ? choice.flatMap(found -> found.closest().stream().findFirst()).flatMap(this::memory)
        : DmaTarget.parse(piece.target());
  }

  /// The BAR that holds what was registered: the only one, or the only one of that size.
  private Optional<DmaTarget> memory(PciAddress provider) {
    PciFunction function = platform.topology().at(provider);
    List<Bar> bars = function.bars().stream().filter(Bar::hasMemoryAddress).toList();
    Optional<Long> size =
        function
            .system()
            .peerMemory()
            .ifKnown()
            .flatMap(told -> told)
            .map(io.peerscope.engine.topology.PeerMemory::size);
    List<Bar> fitting = bars.stream().filter(bar -> bar.size().ifKnown().equals(size)).toList();
    List<Bar> found = bars.size() == 1 ? bars : fitting;
    return found.size() == 1
        ? Optional.of(
            new DmaTarget.FunctionMemory(provider, OptionalInt.of(found.getFirst().index()), 0))
        : Optional.empty();
  }
}
