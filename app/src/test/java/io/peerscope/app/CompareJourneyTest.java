package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.debugger.Breakpoint;
import io.peerscope.app.document.LitPairs;
import io.peerscope.engine.compare.CauseGroup;
import io.peerscope.engine.compare.ChangedPair;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Journeys of somebody who asks what is different.
class CompareJourneyTest extends Journeys {

  @Test
  void choosingACauseListsAllItsPairsAndBringsThemOutInTheMatrix() {
    openBeforehand(OpenWindow.sample("09"));
    compareWith("4.20");
    waitUntil(() -> !causes().getItems().isEmpty());

    CauseGroup cause = causes().getItems().getFirst();
    interact(() -> causes().getSelectionModel().selectFirst());
    waitForWork();

    assertThat(pairs().getItems()).hasSize((int) cause.size());
    assertThat(pairs().getItems()).containsExactlyElementsOf(cause.pairs().toList());
    assertThat(window().document.pairs().lit().get().map(LitPairs::blocks))
        .contains(cause.blocks());

    interact(() -> window().selectTab("Matrix"));
    waitForWork();
    assertThat(text("matrix-lit")).contains(cause.cause().text());

    interact(() -> ((Button) find("matrix-lit")).fire());
    assertThat(window().document.pairs().lit().get()).isEmpty();
    assertThat(find("matrix-lit").isVisible()).isFalse();
  }

  @Test
  void choosingAPairAsksAboutItAndGoesToTheFirstStepThatDiffers() {
    openBeforehand(OpenWindow.sample("09"));
    interact(() ->
        window()
            .document
            .setContext(
                window().document.context().get().withStrategy(new MappingStrategy.Mainline())));
    compareWith("4.20");
    waitUntil(() -> !causes().getItems().isEmpty());

    ChangedPair pair =
        pairs().getItems().stream().filter(this::aimsAtMemory).findFirst().orElseThrow();
    interact(() -> pairs().getSelectionModel().select(pair));
    waitUntil(() -> window().document.difference().get().isPresent());
    waitForWork();

    assertThat(window().document.question().get().client()).contains(pair.client());
    assertThat(step())
        .isEqualTo(window().document.difference().get().orElseThrow().step().orElseThrow());
  }

  @Test
  void runningToTheFirstDifferenceNeedsNoLookAtTheComparison() {
    openBeforehand(OpenWindow.sample("01"));
    compareWith("translators none");
    interact(() -> window().selectTab("Events"));
    interact(() -> window().playback.breakpoints().toggle(new Breakpoint.OnDifference()));
    interact(() -> window().document.setOperation(Operation.READ));
    waitUntil(() -> window().document.difference().get().isPresent());
    focusCanvas();

    hit(KeyCode.HOME);
    hit(KeyCode.F9);

    var difference = window().document.difference().get().orElseThrow();
    assertThat(difference.other()).isEqualTo("translators none");
    assertThat(difference.step()).hasValue(step());
    assertThat(window().document.lastAction().get()).contains("first difference");
  }

  @Test
  void aFileThatCannotBeReadIsToldAndTheComparisonStays() {
    openBeforehand(OpenWindow.sample("01"));
    chosenFiles.add(Path.of("no-such-file.txt"));
    interact(() -> window().selectTab("Compare"));

    interact(() -> ((Button) find("compare-file")).fire());
    waitUntil(() -> window().document.notice().get().isPresent());

    assertThat(window().document.notice().get().orElseThrow().what())
        .contains("Cannot read no-such-file.txt", "there is no such file");
    assertThat(others().getValue().toString()).contains("AsOpened");
  }

  @Test
  void anotherMachineWithoutTheDevicesOfTheDmaIsComparedAllTheSame() {
    openBeforehand(OpenWindow.sample("09"));
    assertThat(window().document.verdict().get()).isPresent();
    chosenFiles.add(OpenWindow.sample("10"));
    interact(() -> window().selectTab("Compare"));

    interact(() -> ((Button) find("compare-file")).fire());
    waitForWork();

    assertThat(window().document.notice().get()).isEqualTo(Optional.empty());
    assertThat(others().getValue().toString()).contains("File");
  }

  private boolean aimsAtMemory(ChangedPair pair) {
    var topology = window().document.platform().get().topology();
    return topology.at(pair.provider()).firstMemoryBar().isPresent();
  }

  private void compareWith(String words) {
    interact(() -> window().selectTab("Compare"));
    interact(() -> choose(others(), words));
    waitForWork();
  }

  private static <T> void choose(ComboBox<T> list, String words) {
    list.getItems().stream()
        .filter(item -> list.getConverter().toString(item).contains(words))
        .findFirst()
        .ifPresentOrElse(
            list::setValue,
            () -> {
              throw new AssertionError("no choice with " + words);
            });
  }

  private ComboBox<?> others() {
    return (ComboBox<?>) find("compare-with");
  }

  @SuppressWarnings("unchecked")
  private ListView<CauseGroup> causes() {
    return (ListView<CauseGroup>) find("compare-causes");
  }

  @SuppressWarnings("unchecked")
  private ListView<ChangedPair> pairs() {
    return (ListView<ChangedPair>) find("compare-pairs");
  }
}
