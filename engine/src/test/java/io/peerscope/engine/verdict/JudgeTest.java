package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.topology.FunctionKind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final long FULL_MASK = -1L;

  private static Verdict write(PlatformBuilder machine, String client, String target) {
    return judge(machine, client, target, Operation.WRITE);
  }

  private static Verdict judge(
      PlatformBuilder machine, String client, String target, Operation operation) {
    DmaTarget aimed =
        target.contains("0x")
            ? DmaTarget.parse(target).orElseThrow()
            : new DmaTarget.FunctionMemory(at(name(target)), OptionalInt.empty(), 0x1000);
    return new Judge(machine.build(), TranslatorPlacement.Named.SWITCHES)
        .judge(DmaRequest.page(at(name(client)), aimed, operation));
  }

  private static List<String> trace(Verdict verdict) {
    return verdict.steps().stream().map(step -> step.event().spelling() + " " + step.at()).toList();
  }

  private static String how(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed(var how, _, _) -> how.spelling();
      case Mapping.Failed(var errno, _) -> errno;
      case Mapping.Undecided(var reason) -> "? " + reason.code();
    };
  }

  @Test
  void readInsideASwitchIsFollowedThereAndBack() {
    Verdict verdict = judge(machine(), "B", "A", Operation.READ);

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(verdict.summary())
        .isEqualTo(
            "0000:04:00.0 may read from 0000:03:00.0 by bus address 0x2000_0010_1000: both are"
                + " below switch 0000:01:00.0 and no port on the way redirects");
    assertThat(trace(verdict))
        .containsExactly(
            "map 0000:04:00.0",
            "translator 0000:01:00.0",
            "classify 0000:01:00.0",
            "translator 0000:01:00.0",
            "program 0000:04:00.0",
            "issue 0000:04:00.0",
            "upstream 0000:02:01.0",
            "downstream 0000:01:00.0",
            "downstream 0000:02:00.0",
            "arrive 0000:03:00.0",
            "completion 0000:02:00.0",
            "completion 0000:01:00.0",
            "completion 0000:02:01.0",
            "complete 0000:04:00.0");
  }

  @Test
  void addressChangesFromPhysicalToBusAtTheTranslator() {
    Verdict verdict = write(machine(), "B", "A");

    DmaStep translation = verdict.steps().get(3);
    assertThat(translation.address().orElseThrow().space()).isEqualTo(AddressSpace.PHYSICAL);
    assertThat(translation.translatedTo().orElseThrow().space()).isEqualTo(AddressSpace.BUS);
  }

  @Test
  void refusalBetweenHostBridgesEndsAtTheClientsHostBridge() {
    Verdict verdict = write(machine(), "B", "G");

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.summary())
        .isEqualTo(
            "0000:04:00.0 cannot write to 0000:41:00.0: the two hang off different host bridges,"
                + " 0000:00 and 0000:40, and Linux 6.1 lists neither for crossing");
    assertThat(trace(verdict).reversed().subList(0, 4))
        .containsExactly(
            "refuse host-bridge 0000:00",
            "upstream 0000:00:01.0",
            "upstream 0000:01:00.0",
            "upstream 0000:02:01.0");
  }

  @Test
  void hostBridgesAreNamedFromClientToTarget() {
    PlatformBuilder machine =
        machine("cpu GenuineIntel/6; id H=8086:2030; id H1=8086:2030").iommu(IommuMode.TRANSLATED);

    Verdict verdict = write(machine, "G", "B");

    assertThat(verdict.summary())
        .endsWith(": Linux 6.1 lists both host bridges, 0000:40 and 0000:00");
  }

  @Test
  void refusalNamesEveryPortThatRedirectsWithItsBits() {
    assertThat(write(machine("acs DP1=0c"), "B", "A").summary())
        .startsWith(
            "0000:04:00.0 cannot write to 0000:03:00.0: 0000:02:01.0 redirects peer traffic"
                + " upstream (ACSCtl.ReqRedir, ACSCtl.CmpltRedir), and Linux 6.1 does not list");
    assertThat(write(machine("acs DP0=04; acs DP1=08"), "B", "A").summary())
        .contains(
            ": 0000:02:00.0 (ACSCtl.ReqRedir) and 0000:02:01.0 (ACSCtl.CmpltRedir) redirect peer"
                + " traffic upstream, and ");
  }

  /// What Linux programs on every port where it finds an IOMMU: SV, RR, CR and UF.
  @Test
  void redirectedDmaComesBackWhereEveryPortForwardsUpstream() {
    String linux = "cpu AuthenticAMD/0x19; acs RP1=1d; acs DP0=1d; acs DP1=1d";
    PlatformBuilder machine = machine(linux).iommu(IommuMode.OFF).dmaMask(name("B"), FULL_MASK);

    for (Operation operation : List.of(Operation.READ, Operation.WRITE)) {
      Verdict verdict = judge(machine, "B", "A", operation);

      assertThat(how(verdict.mapping())).isEqualTo("direct");
      assertThat(verdict.gates().get(Gate.ROUTING)).isInstanceOf(GateResult.Allowed.class);
      assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    }
  }

  /// RR sends the request up, CR the completion: so one may fail where the other passes.
  @Test
  void writePassesWhereTheCompletionOfAReadIsLeftOpen() {
    PlatformBuilder machine = machine("acs DP0=08; acs RP1=04");

    GateResult write = write(machine, "B", "A").gates().get(Gate.ROUTING);
    GateResult read = judge(machine, "B", "A", Operation.READ).gates().get(Gate.ROUTING);

    assertThat(write).isInstanceOf(GateResult.Allowed.class);
    assertThat(read)
        .isInstanceOfSatisfying(
            GateResult.Undetermined.class,
            open ->
                assertThat(open.reasons().getFirst().text())
                    .startsWith("the TLP was redirected and points back below 0000:00:01.0"));
  }

  @Test
  void atomicOperationIsRefusedWhereAPortDoesNotRouteIt() {
    PlatformBuilder machine =
        machine("atomics B=send; atomics DP1=route; atomics DP0=; atomics A=32 64");

    Verdict verdict = judge(machine, "B", "A", Operation.ATOMIC);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.summary())
        .isEqualTo(
            "0000:04:00.0 cannot do an atomic operation on 0000:03:00.0: 0000:02:00.0 does not"
                + " route atomic operations");
    assertThat(trace(verdict).getLast()).isEqualTo("refuse 0000:02:00.0");
  }

  /// A root port is a port: nothing but its own bit says that it forwards what points back below
  /// it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=1d            | which has no ACS, so that the specification leaves open
          acs DP1=1d; acs RP1=0 | whose upstream forwarding (ACS) is off, so that
          acs DP1=1d; ?acs RP1  | whose upstream forwarding (ACS) is not told
          """)
  void redirectedDmaThatPointsBackBelowARootPortIsOpenWithoutUpstreamForwarding(
      String acs, String why) {
    PlatformBuilder machine =
        machine("cpu AuthenticAMD/0x19; " + acs).iommu(IommuMode.OFF).dmaMask(name("B"), FULL_MASK);

    Verdict verdict = write(machine, "B", "A");

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.summary()).contains("points back below 0000:00:01.0, " + why);
  }

  /// An IOVA points nowhere below the root port, so that no port has to forward anything back.
  @Test
  void redirectedDmaByIovaNeedsNoUpstreamForwarding() {
    PlatformBuilder machine =
        machine("cpu AuthenticAMD/0x19; acs DP1=1d").iommu(IommuMode.TRANSLATED);

    assertThat(write(machine, "B", "A").outcome()).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void refusalByAcsEndsAtThePortThatRedirects() {
    assertThat(trace(write(machine("acs DP1=1d"), "B", "A")).getLast())
        .isEqualTo("refuse 0000:02:01.0");
    assertThat(trace(write(machine("acs DP0=1d"), "B", "A")).getLast())
        .isEqualTo("refuse 0000:02:00.0");
  }

  @Test
  void missingAcsIsNamedAndEndsTheWay() {
    Verdict verdict = write(machine("?acs DP1"), "B", "A");

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.summary())
        .isEqualTo(
            "Whether 0000:04:00.0 can write to 0000:03:00.0 is not known: ACS of 0000:02:01.0 is"
                + " not told");
    assertThat(trace(verdict).getLast()).isEqualTo("unknown 0000:02:01.0");
  }

  @Test
  void writeThroughTheHostBridgeIsTranslatedByTheIommu() {
    Verdict verdict = write(machine("cpu AuthenticAMD/0x19").iommu(IommuMode.TRANSLATED), "B", "G");

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(trace(verdict))
        .containsSubsequence(
            "issue 0000:04:00.0",
            "upstream 0000:00:01.0",
            "iommu host-bridge 0000:00",
            "forward host-bridge 0000:40",
            "downstream 0000:40:03.0",
            "arrive 0000:41:00.0");
  }

  @Test
  void theIommuSeesTheIdOfTheBridgeAboveAConventionalDevice() {
    Verdict verdict = write(machine().iommu(IommuMode.TRANSLATED), "P2", "host:0x1000");

    assertThat(verdict.steps())
        .extracting(DmaStep::decision)
        .contains(
            "requester ID 1300 of 0000:13:00.0 (which stands for 0000:13:01.0) leads to the page"
                + " table of its IOMMU domain");
  }

  @Test
  void thePageTableIsReadLevelByLevelForTheAddressAUserChose() {
    DmaTarget target = DmaTarget.parse("host:0x40000000").orElseThrow();
    DmaRequest request =
        new DmaRequest(at(name("B")), target, Operation.WRITE, 1L << 30, Fact.unknown("not told"));

    Verdict verdict =
        new Judge(machine().iommu(IommuMode.TRANSLATED).build(), TranslatorPlacement.Named.SWITCHES)
            .judge(request.at(new Iova(0x80_4000_0000L)));

    assertThat(verdict.steps())
        .filteredOn(step -> step.event() == StepEvent.WALK)
        .extracting(DmaStep::decision)
        .contains(
            "level 4, entry 0x001: the table of level 3",
            "level 3, entry 0x001: a leaf of 1 GiB at 0x4000_0000");
  }

  @ParameterizedTest(name = "{0} -> {1}: {3} with mask {2} and {4}")
  @CsvSource({
    "B, A,                 32, off,           bus",
    "B, A,                 32, translated,    bus",
    "B, A,                 64, swiotlb-force, bus",
    "B, D,                 64, off,           direct",
    "B, D,                 32, off,           EIO",
    "B, D,                  0, off,           ? mask-unknown",
    "B, D,                 32, translated,    translated",
    "B, D,                 64, swiotlb-force, EIO",
    "B, host:0x1000,        0, off,           direct",
    "B, host:0x1000,       32, translated,    translated",
    "B, host:0x1000,       32, swiotlb-force, bounced",
    "B, host:0x1000000000, 32, passthrough,   bounced",
    "B, host:0x1000000000, 64, passthrough,   direct",
    "B, host:0x1000000000,  0, passthrough,   ? mask-unknown",
    "B, 0x1000,            64, off,           ? page-unknown",
    "V1, host:0x1000,      64, translated,    translated",
    "V1, host:0x1000,      64, off,           direct"
  })
  void mapsByIommuModeAndMask(
      String client, String target, int maskBits, String iommu, String expected) {
    PlatformBuilder machine =
        machine("id H=8086:09a2").iommu(IommuMode.ofSpelling(iommu).orElseThrow());
    if (maskBits != 0) {
      machine.dmaMask(name(client), maskBits == 64 ? FULL_MASK : (1L << maskBits) - 1);
    }

    assertThat(how(write(machine, client, target).mapping())).isEqualTo(expected);
  }

  @Test
  void busAddressDoesNotDependOnAnIommuThatIsNotTold() {
    assertThat(how(write(machine().iommuUntold(), "B", "A").mapping())).isEqualTo("bus");
    assertThat(how(write(machine().iommuUntold(), "B", "host:0x1000").mapping()))
        .isEqualTo("? iommu-unknown");
  }

  @Test
  void busAddressBeyondTheMaskIsAHazardAndNoRefusal() {
    Verdict verdict = write(machine().dmaMask(name("B"), 0xffff_ffffL), "B", "A");

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(verdict.hazards()).extracting(Hazard::code).containsExactly("address-exceeds-mask");
  }

  @Test
  void platformOfUnknownRulesIsLeftOpenUnlessATranslatorAnswers() {
    PlatformBuilder other = machine("firmware CHRP");

    assertThat(how(write(other, "B", "A").mapping())).isEqualTo("bus");
    assertThat(how(write(other, "B", "D").mapping())).isEqualTo("? platform-rule-not-modelled");
    assertThat(how(write(other, "B", "host:0x1000").mapping()))
        .isEqualTo("? platform-rule-not-modelled");
  }

  @Test
  void ramAsksNoKernelPolicy() {
    Verdict verdict = write(machine(), "B", "host:0x1000");

    assertThat(verdict.gates().get(Gate.POLICY)).isEqualTo(new GateResult.NotAsked());
    assertThat(trace(verdict).getLast()).isEqualTo("arrive memory");
  }

  @Test
  void unknownClientIsAnsweredAndNotThrown() {
    Verdict verdict = write(machine(), "99:00.0", "A");

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.summary()).contains("there is no function 0000:99:00.0");
  }

  /// The helper looks at no ACS, so it maps to the bus address; the completion is sent up to a root
  /// complex that nothing vouches for.
  @Test
  void readIsOpenWhereOnlyItsCompletionNeedsTheRootComplex() {
    var target = new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0);
    Verdict verdict =
        new Judge(machine("acs DP0=08; acs RP1=10").build(), new MappingStrategy.InitiatorOps())
            .judge(DmaRequest.page(at(name("B")), target, Operation.READ));

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.gates().get(Gate.ROUTING)).asString().contains("root-complex-unknown");
    assertThat(trace(verdict)).contains("arrive 0000:03:00.0");
    assertThat(trace(verdict).getLast()).isEqualTo("unknown host-bridge 0000:00");
  }

  @Test
  void atomicOperationIsRefusedBeyondTheRootComplex() {
    PlatformBuilder machine =
        machine(
            "id H=8086:09a2; iommu translated; atomics D=send; atomics RP2=route; atomics RP1=;"
                + " atomics A=32 64");

    Verdict verdict = judge(machine, "D", "A", Operation.ATOMIC);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(trace(verdict))
        .contains("forward host-bridge 0000:00")
        .endsWith("refuse 0000:00:01.0");
  }

  @ParameterizedTest(name = "atomic operation of {0} bytes")
  @CsvSource({"4, ALLOWED", "8, REFUSED", "16, REFUSED", "12, UNDETERMINED"})
  void sizeOfAnAtomicOperationIsThatOfItsOperand(int size, Outcome expected) {
    PlatformBuilder machine =
        machine("atomics B=send; atomics DP1=route; atomics DP0=route; atomics A=32");
    var target = new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0);
    var request =
        new DmaRequest(
            at(name("B")), target, Operation.ATOMIC, size, Fact.unknown("the mask is not told"));

    Verdict verdict = new Judge(machine.build(), TranslatorPlacement.Named.SWITCHES).judge(request);

    assertThat(verdict.outcome()).isEqualTo(expected);
  }

  /// BAR 2 of A claims an address of D, and the windows lead to D.
  @Test
  void requestThatAnotherDeviceTakesBeyondTheRootComplexIsRefused() {
    PlatformBuilder machine =
        machine(
            "bar D=300000000000; bar2 A=300000000000; iommu translated; id H=8086:2030;"
                + " id H1=8086:2030");

    Verdict verdict = write(machine, "G", "03:00.0:BAR2+0x0");

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.summary())
        .endsWith(
            "0000:10:00.0 takes it, for its BAR 0 holds the address, and 0000:03:00.0 was meant");
    assertThat(trace(verdict).getLast()).isEqualTo("refuse 0000:10:00.0");
  }

  /// 2 x 2000_0000_1000 - 2100_0000_1000 lies in the BAR of C0.
  @Test
  void oldKernelsWrongSignLeadsToAnotherDevice() {
    PlatformBuilder machine =
        machine(
            "kernel 5.19; bar A=210000000000; bar C0=1f0000000000;"
                + " window 00=200000000000=210000000000=10000000");

    Verdict verdict =
        new Judge(machine.build(), TranslatorPlacement.Named.NONE)
            .judge(
                DmaRequest.page(
                    at(name("B")),
                    new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0x1000),
                    Operation.WRITE));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.gates().get(Gate.ROUTING)).asString().contains("0000:05:00.0 takes it");
    assertThat(trace(verdict).getLast()).isEqualTo("refuse 0000:05:00.0");
  }

  private static final String WRONG_SIGN =
      "kernel 5.19; bar A=210000000000; window 00=200000000000=210000000000=10000000";

  private static Verdict mainlineWrite(String settings, DmaRequest request) {
    return new Judge(machine(settings).build(), TranslatorPlacement.Named.NONE).judge(request);
  }

  private static DmaRequest page(String client, String target) {
    return DmaRequest.page(
        at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.WRITE);
  }

  /// Nobody takes the address: that rests on every neighbour, as any of them might.
  @Test
  void addressThatNobodyVouchesForRestsOnTheNeighboursThatLeaveItAlone() {
    DmaRequest toA = page("B", "03:00.0+0x1000");

    assertThat(neighbours(mainlineWrite(WRONG_SIGN, toA)))
        .contains("0000:02:00.0", "0000:02:02.0", "0000:02:03.0", "0000:00:02.0", "0000:00:05.0")
        .doesNotContain("0000:02:01.0", "0000:00:01.0", "0000:03:00.0");
    assertThat(neighbours(mainlineWrite("", toA))).isEmpty();
  }

  /// The address lies between the BARs of C0 and C1, so that their port takes it and neither does.
  @Test
  void addressLostBelowAPortRestsOnEveryoneThere() {
    Verdict verdict =
        mainlineWrite(WRONG_SIGN + "; bar C0=1e0000000000", page("B", "03:00.0+0x1000"));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(neighbours(verdict)).contains("0000:05:00.0", "0000:05:00.1");
  }

  @Test
  void iovaThatUserSpaceChoseRestsOnNeighboursAsFarAsTheHierarchyIsTold() {
    DmaRequest chosen = page("D", "host:0x5000").at(new Iova(0x5000));

    assertThat(neighbours(mainlineWrite("no RP2; iommu translated", chosen))).isEmpty();
    assertThat(neighbours(mainlineWrite("iommu translated", chosen)))
        .containsExactlyInAnyOrder(
            "0000:00:00.0",
            "0000:00:01.0",
            "0000:00:03.0",
            "0000:00:04.0",
            "0000:00:05.0",
            "0000:00:06.0");
  }

  /// DP1 drops it by its egress vector: who else might have taken it is no question.
  @Test
  void addressThatAPortDropsRestsOnThatPortAlone() {
    Verdict verdict =
        mainlineWrite(
            "iommu translated; bar C0=1f0000000000; acs DP1=20; vector DP1=01; port DP2=0",
            page("B", "host:0x5000").at(new Iova(0x1f00_0000_0000L)));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.gates().get(Gate.ROUTING)).asString().contains("egress");
    assertThat(neighbours(verdict)).isEmpty();
  }

  private static List<String> neighbours(Verdict verdict) {
    return verdict.gates().get(Gate.ROUTING) instanceof GateResult.Answered answered
        ? answered.reasons().stream()
            .flatMap(reason -> reason.evidence().stream())
            .filter(fact -> fact.value().equals("none holds the address"))
            .map(Evidence::about)
            .toList()
        : List.of();
  }

  @Test
  void clientWhoseHierarchyIsNotToldEndsInTheUnknown() {
    Verdict verdict = write(machine("no RP2"), "D", "A");

    assertThat(verdict.summary()).endsWith("what is above 0000:10:00.0 is not told");
    assertThat(trace(verdict).getLast()).isEqualTo("unknown unknown");
    assertThat(write(machine("no RP2"), "D", "host:0x1000").gates().get(Gate.ROUTING))
        .asString()
        .contains("hierarchy-unknown");
  }

  @Test
  void kernelWithoutRulesEndsAtTheClient() {
    Verdict verdict = write(machine("kernel 4.19; no USP"), "D", "A");

    assertThat(verdict.summary()).contains("no rules for Linux 4.19 here");
    assertThat(trace(verdict).getLast()).isEqualTo("unknown 0000:10:00.0");
  }

  @Test
  void addressOfTheTargetOnItsBusIsLeftOpenWhereOnlyTheCpuAddressIsTold() {
    PlatformBuilder machine =
        machine("id H=8086:09a2; ?cpu; iommu translated; cpubar D=300000000000");

    Verdict verdict = write(machine, "B", "D");

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    DmaStep forward =
        verdict.steps().stream()
            .filter(step -> step.event() == StepEvent.FORWARD)
            .findFirst()
            .orElseThrow();
    assertThat(forward.address()).isEmpty();
    assertThat(forward.translatedTo()).isEmpty();
  }

  @Test
  void userAddressForAPageThatIsNowhereIsLeftOpen() {
    DmaTarget nowhere = DmaTarget.parse("0x1000").orElseThrow();

    Verdict verdict =
        new Judge(machine("iommu translated").build(), TranslatorPlacement.Named.NONE)
            .judge(
                DmaRequest.page(at(name("B")), nowhere, Operation.WRITE)
                    .at(new Iova(0x1_0000_0000L)));

    assertThat(how(verdict.mapping())).isEqualTo("? page-unknown");
  }

  /// No IOVA fits below the mask, so there is none to show a page walk for.
  @Test
  void pageWalkNeedsAnAddressThatTheClientCanIssue() {
    Verdict verdict = write(machine("iommu translated; mask B=7ff"), "B", "host:0x1000");

    assertThat(verdict.steps())
        .filteredOn(step -> step.event() == StepEvent.WALK)
        .extracting(DmaStep::decision)
        .noneMatch(text -> text.startsWith("level"));
  }

  @Test
  void requestFromOutsideEntersAVmdDomainThroughAMemoryBar() {
    String vmd = "id R=8086:28c0; cpu AuthenticAMD/0x19; iommu translated";

    assertThat(write(machine(vmd), "D", "V1").steps())
        .extracting(DmaStep::decision)
        .contains(
            "a memory BAR of VMD function 0000:00:05.0 takes it in as a bus address of domain"
                + " 10000");
    assertThat(write(machine(vmd), "V2", "V1").steps())
        .extracting(DmaStep::decision)
        .noneMatch(text -> text.startsWith("a memory BAR of VMD function"));
  }

  @Test
  void theIommuSeesAConventionalBridgeInThePlaceOfWhatIsBelowIt() {
    PlatformBuilder machine =
        machine("iommu translated")
            .bridge("13:02.0", FunctionKind.PCI_BRIDGE, 0x14)
            .function("14:00.0", FunctionKind.PCI_DEVICE);

    assertThat(write(machine, "14:00.0", "host:0x1000").steps())
        .extracting(DmaStep::decision)
        .anyMatch(text -> text.startsWith("requester ID 1300 of 0000:13:00.0"));
  }

  /// Old kernels compute the address from the CPU address, which is not told here.
  @Test
  void addressThatAnOldKernelMayComputeWronglyIsOpen() {
    assertThat(
            new Judge(machine("kernel 5.19; ?cpu").build(), TranslatorPlacement.Named.NONE)
                .judge(
                    DmaRequest.page(
                        at(name("B")),
                        new DmaTarget.FunctionMemory(at(name("A")), OptionalInt.empty(), 0),
                        Operation.WRITE))
                .outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  /// The windows lead the address of BAR 2 of A to C0; what would be programmed is not known.
  @Test
  void wayOfAnAddressThatIsNotProgrammedRefusesNothing() {
    Verdict verdict =
        write(
            machine("kernel 4.19; no USP; bar C0=300000000000; bar2 Av1=300000000000"),
            "C1",
            "03:00.1:BAR2+0x0");

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.gates().get(Gate.ROUTING)).asString().contains("address-unknown");
  }
}
