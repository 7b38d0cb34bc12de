package io.peerscope.engine.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.ReferenceMachine;
import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A refusal says whose fault it is, by which rule, and what was allowed when it was tried.
class LessonTest {

  private static final MappingStrategy MAINLINE = new MappingStrategy.Mainline();

  @Test
  void theRedirectingPortIsTheCulpritAndClearingItsBitIsAllowed() {
    Platform machine = sample("04-acs-redirect.txt");
    Lesson lesson = lesson(machine, "04:00.0", "03:00.0:BAR2+0x1000").orElseThrow();

    assertThat(lesson.culprits()).extracting(Place::toString).containsExactly("0000:02:01.0");
    assertThat(lesson.rule()).contains("ACS redirect");
    assertThat(lesson.source()).contains("PCIe", "p2pdma.c");
    assertThat(lesson.changes())
        .extracting(Change::command)
        .contains("pci=disable_acs_redir=0000:02:01.0");
  }

  @Test
  void bothHostBridgesAreTheCulpritsOfABorderAndReadsAreExplained() {
    Platform machine = sample("02-two-host-bridges.txt");
    Lesson lesson = lesson(machine, "04:00.0", "41:00.0:BAR1+0x2000").orElseThrow();

    assertThat(lesson.culprits())
        .extracting(Place::toString)
        .containsExactly("host-bridge 0000:00", "host-bridge 0000:40");
    assertThat(lesson.crossing()).isPresent();
  }

  @Test
  void whatIsAllowedTeachesNothing() {
    assertThat(lesson(sample("01-one-switch.txt"), "04:00.0", "05:00.0")).isEmpty();
  }

  /// Every change that is an edit makes the DMA allowed when it is made.
  @Test
  void everyEditThatIsToldMakesTheDmaAllowed() {
    int tried = 0;
    for (String name : List.of("04-acs-redirect.txt", "02-two-host-bridges.txt")) {
      Platform machine = sample(name);
      Verdict refused =
          name.startsWith("04")
              ? judge(machine, "04:00.0", "03:00.0:BAR2+0x1000")
              : judge(machine, "04:00.0", "41:00.0:BAR1+0x2000");
      for (Change change : Lesson.of(machine, refused).orElseThrow().changes()) {
        if (!change.edits().isEmpty() && change.cost() == Change.Cost.ISOLATION) {
          tried++;
          Verdict after =
              new Judge(made(machine, change.edits()), MAINLINE).judge(refused.request());
          assertThat(after.outcome()).as(change.title()).isEqualTo(Outcome.ALLOWED);
        }
      }
    }
    assertThat(tried).isPositive();
  }

  @Test
  void aDmaOfTheReferenceMachineThatIsRefusedAlwaysNamesACulpritAndARule() {
    Platform machine =
        ReferenceMachine.machine("acs DP0=1d; acs DP1=1d; cpu GenuineIntel/6").build();
    String client = ReferenceMachine.name("B");
    for (String provider : List.of("A", "E", "D", "G", "M0")) {
      Verdict verdict = judge(machine, client, ReferenceMachine.name(provider));
      if (verdict.outcome() == Outcome.REFUSED) {
        Lesson lesson = Lesson.of(machine, verdict).orElseThrow();
        assertThat(lesson.culprits()).as(provider).isNotEmpty();
        assertThat(lesson.rule()).as(provider).isNotBlank();
        assertThat(lesson.source()).as(provider).isNotBlank();
      }
    }
  }

  @Test
  void aReadThatOnlyWritesMayDoIsAdvisedToWrite() {
    Platform machine =
        ReferenceMachine.machine("firmware power-store-only; mask B=ffffffffffffffff").build();
    Verdict verdict = judge(machine, "B", "G", Operation.READ);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    Lesson lesson = Lesson.of(machine, verdict).orElseThrow();
    assertThat(lesson.rule()).contains("posted writes");
    assertThat(lesson.changes())
        .extracting(Change::title)
        .contains("Let 0000:04:00.0 write instead");
  }

  @Test
  void anOlderKernelIsAdvisedTheFirstOneThatAllows() {
    Platform machine =
        ReferenceMachine.machine(
                "kernel 5.1; id H=8086:09a2; iommu off; cpu GenuineIntel/0x6; mask D=ffffffffffffffff")
            .build();
    Verdict verdict = judge(machine, "D", "A", Operation.WRITE);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(Lesson.of(machine, verdict).orElseThrow().changes())
        .extracting(Change::title)
        .anyMatch(title -> title.startsWith("Run Linux 5."));
  }

  @Test
  void whatBothEndsReachInRamIsAWayRound() {
    Platform machine =
        ReferenceMachine.machine("cpu GenuineIntel/0x6; iommu off; ram 0=80000000").build();
    Verdict verdict = judge(machine, "D", "A", Operation.WRITE);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(Lesson.of(machine, verdict).orElseThrow().changes())
        .filteredOn(change -> change.title().equals("Bounce through RAM"))
        .extracting(Change::cost)
        .containsExactly(Change.Cost.MEMORY_TRAFFIC);
  }

  private static Verdict judge(
      Platform machine, String client, String target, Operation operation) {
    return new Judge(machine, MAINLINE)
        .judge(
            DmaRequest.page(
                PciAddress.parse(ReferenceMachine.name(client)).orElseThrow(),
                DmaTarget.parse(ReferenceMachine.name(target)).orElseThrow(),
                operation));
  }

  private static Platform made(Platform machine, List<PlatformEdit> edits) {
    Platform now = machine;
    for (PlatformEdit edit : edits) {
      now = ((EditResult.Applied) edit.applyTo(now)).platform();
    }
    return now;
  }

  private static Optional<Lesson> lesson(Platform machine, String client, String target) {
    return Lesson.of(machine, judge(machine, client, target));
  }

  private static Verdict judge(Platform machine, String client, String target) {
    return new Judge(machine, MAINLINE)
        .judge(
            DmaRequest.page(
                PciAddress.parse(client).orElseThrow(),
                DmaTarget.parse(target).orElseThrow(),
                Operation.WRITE));
  }

  private static Platform sample(String name) {
    return SampleFiles.read(name);
  }
}
