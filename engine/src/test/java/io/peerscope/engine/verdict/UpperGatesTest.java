package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.parties.Asked;
import io.peerscope.engine.parties.PartyTable;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gates of drivers and libraries in a verdict.
class UpperGatesTest {

  private static final String AMD_GPU = "id A=1002:744c; class A=0300; ";
  private static final long FIRST_SEED = 20_261_123L;
  private static final int MACHINES = 120;

  private static DmaRequest write(PciAddress client, PciAddress target) {
    return DmaRequest.page(
        client, new DmaTarget.FunctionMemory(target, OptionalInt.empty(), 0), Operation.WRITE);
  }

  private static Verdict judge(Platform platform, DmaRequest request, UpperGates gates) {
    Verdict judged = new Judge(platform, TranslatorPlacement.Named.NONE).judge(request);
    return gates.applyTo(judged, platform);
  }

  private static UpperGates drivers(String... names) {
    return new UpperGates(
        List.of(names).stream().map(name -> Asked.parse(name).orElseThrow()).toList(), List.of());
  }

  @Test
  void nobodyIsAskedWhoWasNotNamed() {
    Platform platform = machine().build();

    Verdict verdict = judge(platform, write(at(name("B")), at(name("A"))), UpperGates.none());

    assertThat(verdict.gates().get(Gate.DRIVER)).isInstanceOf(GateResult.NotAsked.class);
    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void driverThatTakesPartLeavesTheDmaAllowed() {
    Platform platform = machine(AMD_GPU).build();

    Verdict verdict = judge(platform, write(at(name("B")), at(name("A"))), drivers("amdgpu"));

    assertThat(verdict.gates().get(Gate.DRIVER)).isInstanceOf(GateResult.Allowed.class);
    assertThat(verdict.gates().get(Gate.LIBRARY)).isInstanceOf(GateResult.NotAsked.class);
    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(verdict.steps().getLast().event()).isEqualTo(StepEvent.ARRIVE);
  }

  @Test
  void driverThatRefusesIsTheReasonAndNothingTravels() {
    Platform platform = machine("iommu off").build();

    Verdict verdict = judge(platform, write(at(name("B")), at(name("A"))), drivers("vfio-type1"));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.summary()).contains("driver vfio-type1 refuses");
    assertThat(verdict.steps().getLast().event()).isEqualTo(StepEvent.REFUSE);
  }

  @Test
  void allNamedDriversMustTakePart() {
    Platform platform = machine(AMD_GPU + "iommu off").build();

    Verdict verdict =
        judge(platform, write(at(name("B")), at(name("A"))), drivers("amdgpu", "vfio-type1"));

    assertThat(verdict.gates().get(Gate.DRIVER)).isInstanceOf(GateResult.Refused.class);
  }

  @Test
  void memoryOfTheHostConcernsNone() {
    Platform platform = machine().build();
    var ram = new DmaTarget.HostMemory(new HostPhysicalAddress(0x1000));

    Verdict verdict =
        judge(
            platform, DmaRequest.page(at(name("B")), ram, Operation.WRITE), drivers("vfio-type1"));

    assertThat(verdict.gates().get(Gate.DRIVER)).isInstanceOf(GateResult.NotAsked.class);
  }

  @Test
  void forgettingAFactOnlyMovesAVerdictToUndetermined() {
    var random = new Random(FIRST_SEED);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MACHINES; seed++) {
      Platform richer = drawn(seed).build();
      PlatformBuilder builder = drawn(seed);
      String forgotten = forgetSomething(builder, richer, random);
      Platform poorer = builder.build();
      List<PciAddress> functions = functions(richer);
      for (int n = 0; n < 12; n++) {
        DmaRequest request = write(any(functions, random), any(functions, random));
        UpperGates gates = someone(random);
        assertThat(judge(poorer, request, gates).outcome())
            .as("seed %d %s %s without %s", seed, request, gates, forgotten)
            .isIn(judge(richer, request, gates).outcome(), Outcome.UNDETERMINED);
      }
    }
  }

  private static UpperGates someone(Random random) {
    List<String> drivers = PartyTable.DRIVERS.names();
    List<String> libraries = List.of("nccl", "nccl/2.18", "nccl/2.7", "nccl@PHB");
    return new UpperGates(
        List.of(Asked.parse(drivers.get(random.nextInt(drivers.size()))).orElseThrow()),
        random.nextBoolean()
            ? List.of()
            : List.of(Asked.parse(libraries.get(random.nextInt(4))).orElseThrow()));
  }

  private static String forgetSomething(PlatformBuilder builder, Platform platform, Random random) {
    String address = any(functions(platform), random).toString();
    return switch (random.nextInt(3)) {
      case 0 -> {
        builder.numaNodeUntold(address);
        yield "NUMA node of " + address;
      }
      case 1 -> {
        builder.classUntold(address);
        yield "class of " + address;
      }
      default -> builder.forgetSomething(random);
    };
  }

  private static PlatformBuilder drawn(long seed) {
    PlatformBuilder builder = RandomMachine.of(seed);
    var random = new Random(seed);
    String[] ids = {"10de:2684", "1002:744c", "15b3:1021", "8086:e212"};
    int[] classes = {0x0300, 0x0300, 0x0207, 0x0108};
    for (PciFunction function : builder.build().topology().functions()) {
      String address = function.address().toString();
      int which = random.nextInt(ids.length);
      builder.numaNode(address, function.address().bus() / 0x40);
      builder.classCode(address, classes[random.nextInt(4) == 0 ? 3 : which]);
      if (!function.kind().isBridge() && function.address().bus() % 0x40 != 0) {
        builder.id(address, ids[which]);
      }
    }
    return builder;
  }

  private static List<PciAddress> functions(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  private static PciAddress any(List<PciAddress> functions, Random random) {
    return functions.get(random.nextInt(functions.size()));
  }

  /// The first verdict is about a function that is not there; nobody can be asked about it.
  @Test
  void clientThatIsNotThereConcernsNone() {
    Platform platform = machine().build();

    Verdict verdict = judge(platform, write(at("99:00.0"), at(name("A"))), drivers("vfio-type1"));

    assertThat(verdict.gates().get(Gate.DRIVER)).isInstanceOf(GateResult.NotAsked.class);
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  /// NCCL lets a NIC read from older GPUs by other rules than it lets it write to them.
  @ParameterizedTest
  @CsvSource({"READ, true", "ATOMIC, true", "WRITE, false"})
  void libraryIsAskedAboutReadsWhereTheClientReads(Operation operation, boolean asked) {
    Platform platform =
        machine("id A=10de:2684; class A=0302; id B=15b3:1021; class B=0207").build();
    var nccl = new UpperGates(List.of(), List.of(Asked.parse("nccl").orElseThrow()));
    var request =
        DmaRequest.page(
            at(name("B")),
            new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0),
            operation);

    assertThat(
            judge(platform, request, nccl)
                .gates()
                .get(Gate.LIBRARY)
                .toString()
                .contains("GPUDirect RDMA reads"))
        .isEqualTo(asked);
  }

  @Test
  void libraryLooksAtTheDirection() {
    Platform platform =
        machine(
                "id A=10de:2684; class A=0302; id B=10de:2684; class B=0302; numa A=0; numa B=0;"
                    + " numa RP1=0; class RP1=0604")
            .build();
    var nccl = new UpperGates(List.of(), List.of(Asked.parse("nccl").orElseThrow()));
    var read =
        DmaRequest.page(
            at(name("B")),
            new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0),
            Operation.READ);

    assertThat(judge(platform, read, nccl).gates().get(Gate.LIBRARY))
        .isNotInstanceOf(GateResult.NotAsked.class);
  }
}
