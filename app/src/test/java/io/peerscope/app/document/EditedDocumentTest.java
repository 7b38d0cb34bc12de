package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.AddSwitch;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.MoveSubtree;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// What editing does to everything else that a window shows.
class EditedDocumentTest {

  private static final PciAddress NIC = new PciAddress(0, 4, 0, 0);
  private static final PciAddress GPU = new PciAddress(0, 5, 0, 0);
  private static final int ALL_REDIRECTS = 0x1d;

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());

  @Test
  void aBlankPageGrowsIntoAMachineAndUndoTakesItBackWithNames() {
    document.startBlank();
    assertThat(document.mode().get()).isEqualTo(Mode.DRAW);

    PciAddress root = add(new AddHostBridge(Optional.empty(), part("intel-xeon")));
    PciAddress port = add(new AddRootPort(new PciBus(0, root.bus()), part("root-port-gen5")));
    PciAddress upstream = add(new AddSwitch(new Place.Below(port), part("switch-gen5"), 2));
    for (PciFunction below : downstream()) {
      add(new AddPart(new Place.Below(below.address()), part("gpu-h100-sxm")));
    }

    assertThat(document.platform().get().topology().find(upstream)).isPresent();
    assertThat(document.history().get().names()).hasSize(6).first().isEqualTo("blank page");
    Platform built = document.drawn();
    for (int n = 0; n < 5; n++) {
      document.undo();
    }
    assertThat(document.platform().get().topology().size()).isZero();
    document.goToState(5);
    assertThat(document.drawn()).isEqualTo(built);
  }

  @Test
  void aRefusedEditChangesNothingAndSaysWhy() {
    document.open(List.of(sample("01-one-switch.txt")));
    Platform before = document.drawn();

    EditResult result = document.edit(new AddPart(new Place.Below(NIC), part("gpu-p100")));

    assertThat(result).isInstanceOf(EditResult.Rejected.class);
    assertThat(document.drawn()).isSameAs(before);
    assertThat(document.notice().get()).isPresent();
    assertThat(document.history().get().undoName()).isEmpty();
  }

  @Test
  void questionAndSelectionFollowAFunctionThatMoves() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.ask(Question.of(NIC, Targets.of(GPU)));
    document.select(GPU);
    PciAddress to = add(new AddRootPort(new PciBus(0, 0), part("root-port-gen5")));
    document.select(GPU);

    EditResult.Applied moved =
        (EditResult.Applied) document.edit(new MoveSubtree(GPU, new Place.Below(to)));

    PciAddress now = moved.moved().get(GPU);
    assertThat(document.selection().get()).contains(now);
    assertThat(document.question().get()).isEqualTo(Question.of(NIC, Targets.of(now)));
    assertThat(document.verdict().get()).isPresent();
  }

  @Test
  void whatIsTakenOutIsNeitherSelectedNorAskedAbout() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.ask(Question.of(NIC, Targets.of(GPU)));

    document.edit(new RemoveSubtree(NIC));

    assertThat(document.question().get()).isEqualTo(Question.nothing());
    assertThat(document.verdict().get()).isEmpty();
  }

  @Test
  void anEditTellsWhatItDidToThePairs() {
    document.open(List.of(sample("01-one-switch.txt")));
    document.wantMatrix(true);
    int direct = document.pairs().matrix().get().orElseThrow().count(VerdictKind.DIRECT);
    assertThat(direct).isPositive();

    document.edit(
        new SetAcsControl(
            downstream().getFirst().address(), Fact.known(ALL_REDIRECTS, new EditedByHand())));
    assertThat(document.pairs().consequences().get().became()).isNotEmpty();

    document.edit(new RemoveSubtree(GPU));
    assertThat(document.pairs().consequences().get().gone()).isPositive();
    assertThat(document.pairs().consequences().get().toString()).contains("are gone");
  }

  /// Pairs that take longer than a frame must not be taken for those of the machine on show.
  @Test
  void pairsThatAreNotJudgedYetAreToldToBeBehindAndLeftOpenInTheWatchList() {
    var waiting = new ArrayDeque<Runnable>();
    var slow = new WorkbenchDocument(new Jobs(waiting::add, Runnable::run));
    slow.open(List.of(sample("01-one-switch.txt")));
    slow.wantMatrix(true);
    runAll(waiting);
    slow.ask(Question.of(NIC, Targets.of(GPU)));
    slow.watch();
    runAll(waiting);
    assertThat(slow.pairs().behind().get()).isFalse();
    assertThat(slow.watchList().pairs().get().getFirst().kind()).contains(VerdictKind.DIRECT);

    PciAddress port = slow.drawn().topology().upstreamPath(NIC).functions().get(1);
    slow.edit(new SetAcsControl(port, Fact.known(ALL_REDIRECTS, new EditedByHand())));
    assertThat(slow.pairs().behind().get()).isTrue();
    assertThat(slow.watchList().pairs().get().getFirst().now()).isEmpty();

    runAll(waiting);
    assertThat(slow.pairs().behind().get()).isFalse();
    assertThat(slow.pairs().consequences().get().became()).isNotEmpty();
    assertThat(slow.watchList().pairs().get().getFirst().before()).contains(VerdictKind.DIRECT);
  }

  private static void runAll(Queue<Runnable> waiting) {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private PciAddress add(PlatformEdit edit) {
    return ((EditResult.Applied) document.edit(edit)).added().getFirst();
  }

  private List<PciFunction> downstream() {
    return document.drawn().topology().functions().stream()
        .filter(it -> it.kind() == FunctionKind.DOWNSTREAM_PORT)
        .toList();
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  private static Path sample(String name) {
    return Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies", name);
  }
}
