package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.peerscope.app.FxWatch.Block;
import io.peerscope.app.document.Choice;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Question;
import io.peerscope.app.theme.Theme;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.IommuMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testfx.util.WaitForAsyncUtils;

/// Whatever one does, the FX thread answers soon.
///
/// Each action is done once to load its classes and then three times; the middle of the three
/// counts, so that a busy machine does not fail the test, while work that is always slow does. The
/// largest machine comes last, when the program has warmed up.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResponsivenessTest extends Journeys {

  /// In the first domain of a [BigMachine].
  private static final PciAddress SWITCH = new PciAddress(0, 1, 0, 0);

  private static final PciAddress PORT = new PciAddress(0, 2, 0, 0);
  private static final PciAddress CARD = new PciAddress(0, 3, 0, 0);

  private final List<String> figures = new ArrayList<>();
  private final List<String> report = new ArrayList<>();

  @Test
  @Order(1)
  void aSmallMachine() {
    everythingOneDoesWith(OpenWindow.sample("01"), "04:00.0 -> 03:00.0", "05:00.0 -> 03:00.0");
  }

  @Test
  @Order(2)
  void aServerOfEightGpus() {
    everythingOneDoesWith(OpenWindow.sample("09"), "04:00.0 -> 03:00.0", "04:00.0 -> 83:00.0");
  }

  @Test
  @Order(3)
  void aServerOf201Functions() {
    Path server =
        Path.of(
            System.getProperty("peerscope.shared", "../shared"),
            "samples/lspci/dell-xeon-e5v4-2xp100-vvv-201dev.txt");
    assumeThat(server).as("the shared samples").exists();
    everythingOneDoesWith(server, "04:00.0 -> 82:00.0", "82:00.0 -> 04:00.0");
  }

  @Test
  @Order(4)
  void aMachineOf4000Functions() {
    everythingOneDoesWith(manyFunctions(), "04:00.0 -> 05:00.0", "7c:1f.0 -> 00:03.0");
  }

  @Test
  @Order(5)
  void editingAMachineOf4000Functions() {
    open(documentOf(4_000));
    draw();
    measureEdit("ACS", PORT, new SetAcsBit(PORT, AcsControl.P2P_REQUEST_REDIRECT, true));
    measureEdit("remove a card", CARD, new RemoveSubtree(CARD));
    measureEdit("remove a switch", SWITCH, new RemoveSubtree(SWITCH));
    measureEdit("rename", CARD, new FunctionEdit.Rename(CARD, "renamed"));
    showTab("Matrix");
    measureEdit(
        "ACS beside the matrix", PORT, new SetAcsBit(PORT, AcsControl.P2P_REQUEST_REDIRECT, true));
    measureEdit("remove a card beside the matrix", CARD, new RemoveSubtree(CARD));

    tellAndJudge("editing 4,000 functions");
  }

  @Test
  @Order(6)
  void editingAtRandom() {
    int edits = Integer.getInteger("peerscope.windowEdits", 300);
    long seed = Long.getLong("peerscope.seed", 20_260_101L);
    open(documentOf(400));
    draw();
    var hand = new RandomHand(window().document, 400, seed);
    editAtRandom(hand, 100);
    var blocks = new ArrayList<Block>();
    for (int done = 0; done < edits; done += 20) {
      blocks.add(longestBlockDuring(() -> editAtRandom(hand, 20)));
    }
    blocks.sort(Comparator.comparing(Block::duration));
    Block most = blocks.getLast();
    report.add(
        "%d edits, seed %d, longest of each 20: middle %s, most %s"
            .formatted(edits, seed, blocks.get(blocks.size() / 2), most));
    if (most.millis() > Patience.MOST_MILLIS) {
      figures.add("random edits: " + most);
    }
    tellAndJudge("random edits of 400 functions");
  }

  private void editAtRandom(RandomHand hand, int edits) {
    for (int edit = 0; edit < edits; edit++) {
      interact(hand::act);
    }
  }

  private void draw() {
    interact(() -> window().document.setMode(Mode.DRAW));
    calmDown();
  }

  /// The edit and taking it back, together, of a function that the inspector shows.
  private void measureEdit(String name, PciAddress selected, PlatformEdit edit) {
    measure(
        name,
        () -> interact(() -> window().document.select(selected)),
        () -> {
          interactNoWait(() -> window().document.edit(edit));
          calmDown();
          interactNoWait(window().document::undo);
        });
  }

  private static Path documentOf(int functions) {
    try {
      Path file = Files.createTempFile("many", PeerscopeDocument.ENDING);
      return Files.write(
          file, DocumentWriter.write(PeerscopeDocument.of(BigMachine.ofFunctions(functions))));
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  private void everythingOneDoesWith(Path file, String pair, String otherPair) {
    Path small = OpenWindow.sample("10");
    Question one = Question.parse(pair).orElseThrow();
    Question other = Question.parse(otherPair).orElseThrow();

    measure("open", () -> open(small), () -> open(file));
    measure("choose a pair", () -> ask(other), () -> ask(one));
    measure("step", () -> interactNoWait(window().playback::first), this::stepThrough);
    measure("select", () -> select(one), () -> select(other));
    for (String tab : List.of("Page resolution", "Matrix", "Problems")) {
      measure("tab " + tab, () -> showTab("Events"), () -> showTab(tab));
    }
    showTab("Matrix");
    measure("pair under the matrix", () -> ask(other), () -> ask(one));
    measure("context under the matrix", () -> iommu(IommuMode.PASSTHROUGH), this::translate);
    showTab("Events");
    measure("context", () -> iommu(IommuMode.PASSTHROUGH), this::translate);
    measure("translators", () -> hang(TranslatorPlacement.Named.NONE), this::hangOnSwitches);
    measure("filter", () -> filter(""), () -> filter("nv"));
    measure("search", () -> search(""), () -> search("00.0"));
    measure("theme", () -> dress(Theme.DARK), () -> dress(Theme.LIGHT));
    measure("forget", () -> ask(one), () -> ask(Question.nothing()));

    tellAndJudge(String.valueOf(file.getFileName()));
  }

  private void tellAndJudge(String what) {
    System.getLogger(getClass().getName())
        .log(
            System.Logger.Level.INFO,
            "{0}: longest blocks in ms, the first time in brackets: {1}",
            what,
            String.join(", ", report));
    assertThat(figures)
        .as("what blocked the FX thread for more than %d ms", Patience.MOST_MILLIS)
        .isEmpty();
  }

  private void measure(String action, Runnable prepare, Runnable act) {
    Block first = blockDuring(prepare, act);
    var blocks = new ArrayList<Block>();
    for (int attempt = 0; attempt < 3; attempt++) {
      blocks.add(blockDuring(prepare, act));
    }
    blocks.sort(Comparator.comparing(Block::duration));
    Block middle = blocks.get(1);
    report.add("%s %d (%d)".formatted(action, middle.millis(), first.millis()));
    if (middle.millis() > Patience.MOST_MILLIS) {
      figures.add(action + ": " + middle);
    }
  }

  private Block blockDuring(Runnable prepare, Runnable act) {
    prepare.run();
    calmDown();
    return longestBlockDuring(() -> {
      act.run();
      calmDown();
    });
  }

  // --- what one does
  // -------------------------------------------------------------------------------

  private void open(Path file) {
    interactNoWait(() -> window().document.open(List.of(file)));
    waitUntil(() ->
        window()
            .document
            .machine()
            .get()
            .flatMap(it -> it.file())
            .filter(file::equals)
            .isPresent());
  }

  private void ask(Question question) {
    interactNoWait(() -> window().document.ask(question));
  }

  private void select(Question question) {
    question.client().ifPresent(it -> interact(() -> window().document.select(it)));
  }

  private void stepThrough() {
    for (int step = 0; step < 4; step++) {
      interactNoWait(window().playback::next);
    }
  }

  private void showTab(String title) {
    interactNoWait(() -> window().selectTab(title));
    if (title.equals("Matrix")) {
      waitUntil(() -> window().document.pairs().matrix().get().isPresent());
    }
  }

  private void iommu(IommuMode mode) {
    interactNoWait(() ->
        window()
            .document
            .setContext(window().document.context().get().withIommu(new Choice.Given<>(mode))));
  }

  private void translate() {
    iommu(IommuMode.TRANSLATED);
  }

  private void hang(TranslatorPlacement placement) {
    interactNoWait(() ->
        window().document.setContext(window().document.context().get().withTranslators(placement)));
  }

  private void hangOnSwitches() {
    hang(TranslatorPlacement.Named.SWITCHES);
  }

  private void filter(String text) {
    type("outline-filter", text);
  }

  private void search(String text) {
    type("search", text);
  }

  private void type(String id, String text) {
    Node field = find(id);
    interactNoWait(() -> {
      field.requestFocus();
      ((javafx.scene.control.TextField) field).setText(text);
    });
  }

  private void dress(Theme theme) {
    interactNoWait(() -> window().appearance.theme().set(theme));
  }

  /// Until the answer is there and the window has had time for a few frames.
  private void calmDown() {
    waitUntil(() ->
        window().document.question().get().target().isEmpty()
            || window().document.verdict().get().isPresent());
    WaitForAsyncUtils.sleep(100, TimeUnit.MILLISECONDS);
    interactNoWait(() -> {});
  }

  /// 4,000 functions on 125 buses.
  private static Path manyFunctions() {
    var text = new StringBuilder();
    for (int bus = 0; bus < 125; bus++) {
      for (int devfn = 0; devfn < 32; devfn++) {
        text.append(
            "%02x:%02x.0 Ethernet controller: Some Vendor Network Card\n".formatted(bus, devfn));
      }
    }
    try {
      return Files.writeString(Files.createTempFile("many", ".txt"), text);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }
}
