package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WorkbenchDocumentTest {

  private static final PciAddress NIC = new PciAddress(0, 4, 0, 0);
  private static final PciAddress DRIVE = new PciAddress(0, 3, 0, 0);
  private static final PciAddress GPU = new PciAddress(0, 5, 0, 0);
  private static final PciAddress SWITCH = new PciAddress(0, 1, 0, 0);

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());

  @Test
  void openingASampleAsksTheDmaItsStoryTells() {
    document.open(List.of(sample("01-one-switch.txt")));

    assertThat(document.question().get())
        .isEqualTo(Question.parse("04:00.0 -> 03:00.0:BAR2+0x1000").orElseThrow());
    assertThat(kind()).contains(VerdictKind.DIRECT);
    assertThat(document.step().get()).isZero();
    assertThat(document.stepCount()).isGreaterThan(5);
  }

  @Test
  void textWithoutAnyFunctionKeepsWhatIsOpenAndSaysWhy() {
    document.open(List.of(sample("01-one-switch.txt")));
    var before = document.machine().get();

    document.openText("pasted text", "Dear all,\nno devices here.\n");

    assertThat(document.machine().get()).isEqualTo(before);
    assertThat(document.notice().get()).isPresent();
    assertThat(document.notice().get().orElseThrow().what()).contains("pasted text");
  }

  @Test
  void aFileThatIsNotThereIsANotice() {
    document.open(List.of(Path.of("no-such-folder", "x.txt")));

    assertThat(document.notice().get().orElseThrow().what())
        .isEqualTo("Cannot read x.txt: there is no such file");
  }

  @Test
  void twoPicksAskAboutAPair() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.clear();

    document.choose(NIC);
    assertThat(document.verdict().get()).isEmpty();
    document.choose(GPU);

    assertThat(document.question().get()).isEqualTo(Question.of(NIC, Targets.of(GPU)));
    assertThat(document.selection().get()).contains(GPU);
    assertThat(document.verdict().get()).isPresent();
  }

  @Test
  void aBridgeIsSelectedButTakesNoPart() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.clear();

    document.choose(SWITCH);

    assertThat(document.selection().get()).contains(SWITCH);
    assertThat(document.question().get()).isEqualTo(Question.nothing());
  }

  @Test
  void aFunctionThatIsNotThereLeavesTheQuestion() {
    document.open(List.of(sample("01-one-switch.txt")));
    var before = document.question().get();

    document.ask(Question.parse("04:00.0 -> 77:00.0").orElseThrow());

    assertThat(document.question().get()).isEqualTo(before);
    assertThat(document.notice().get().orElseThrow().what()).contains("0000:77:00.0");
  }

  @Test
  void anotherProcessorChangesTheVerdict() {
    document.open(List.of(sample("02-two-host-bridges.txt")));
    assertThat(kind()).contains(VerdictKind.REFUSED);

    document.setContext(
        document.context().get().withCpu(new Choice.Given<>(new Cpu("AuthenticAMD", 0x17))));

    assertThat(kind()).contains(VerdictKind.THROUGH_HOST_BRIDGE);
  }

  @Test
  void anUnknownProcessorMakesTheVerdictUndeterminedNeverRight() {
    document.open(List.of(sample("02-two-host-bridges.txt")));

    document.setContext(document.context().get().withCpu(new Choice.LeaveUnknown<>()));

    assertThat(kind()).contains(VerdictKind.UNDETERMINED);
  }

  @Test
  void theOperationIsPartOfTheQuestion() {
    document.open(List.of(sample("01-one-switch.txt")));

    document.setOperation(Operation.READ);

    assertThat(document.verdict().get().map(it -> it.request().operation()))
        .contains(Operation.READ);
  }

  @Test
  void translatorsAreAskedOnlyWhereTheyHang() {
    document.open(List.of(sample("01-one-switch.txt")));
    int withTranslators = document.stepCount();

    document.setContext(document.context().get().withTranslators(TranslatorPlacement.Named.NONE));

    assertThat(document.stepCount()).isLessThan(withTranslators);
  }

  @Test
  void aScenarioRunsUnderTheStrategyItWasMadeUnder() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.setContext(document.context().get().withStrategy(new MappingStrategy.InitiatorOps()));
    Scenario kept = document.asScenario("kept").orElseThrow();
    document.setContext(Context.standard());

    document.run(kept);

    assertThat(document.context().get().strategy()).isEqualTo(new MappingStrategy.InitiatorOps());
    assertThat(document.verdict().get().orElseThrow().strategy())
        .isEqualTo(new MappingStrategy.InitiatorOps());
    assertThat(WorkbenchDocument.wordsOf(kept)).contains("initiator-ops");
  }

  @Test
  void stepsStayWithinTheTrace() {
    document.open(List.of(sample("01-one-switch.txt")));

    document.goTo(Integer.MAX_VALUE);
    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
    document.goTo(-5);
    assertThat(document.step().get()).isZero();
  }

  @Test
  void theMatrixIsWorkedOutOnlyWhenSomebodyLooks() {
    document.open(List.of(sample("01-one-switch.txt")));
    assertThat(document.pairs().matrix().get()).isEmpty();

    document.wantMatrix(true);

    assertThat(document.pairs().matrix().get().orElseThrow().matrix().functions())
        .contains(NIC, DRIVE, GPU);
  }

  @Test
  void anAnswerToAnOldQuestionIsDropped() {
    Queue<Runnable> work = new ArrayDeque<>();
    var slow = new WorkbenchDocument(new Jobs(work::add, Runnable::run));
    slow.open(List.of(sample("01-one-switch.txt")));
    work.remove().run();

    slow.ask(Question.of(NIC, Targets.of(GPU)));
    slow.ask(Question.of(NIC, Targets.of(DRIVE)));
    work.forEach(Runnable::run);

    assertThat(slow.verdict().get().map(Verdict::request).map(it -> it.target()))
        .contains(Targets.of(DRIVE));
  }

  @Test
  void cancelledReadingChangesNothing() {
    Queue<Runnable> work = new ArrayDeque<>();
    var jobs = new Jobs(work::add, Runnable::run);
    var slow = new WorkbenchDocument(jobs);
    slow.open(List.of(sample("01-one-switch.txt")));

    jobs.cancel(Jobs.Lane.OPEN);
    work.remove().run();

    assertThat(slow.machine().get()).isEmpty();
  }

  private Optional<VerdictKind> kind() {
    return document.verdict().get().map(VerdictKind::of);
  }

  private static Path sample(String name) {
    return Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies", name);
  }
}
