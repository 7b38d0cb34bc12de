package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/// The buttons of a player, the scrubber, and the current step as a sentence.
public final class TimelineBar extends HBox {

  public TimelineBar(WorkbenchDocument document, Playback playback) {
    getStyleClass().add("timeline");
    var scrubber = new Scrubber(document, playback);
    HBox.setHgrow(scrubber, Priority.ALWAYS);
    scrubber.setMaxWidth(560);
    Label sentence = sentence(document);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    var hasSteps =
        Bindings.createBooleanBinding(() -> document.stepCount() > 0, document.verdict());
    Button play = button("play", Icons.PLAY, "Play", "Space", playback::toggle);
    play.getStyleClass().add("play");
    playback.playing().subscribe(playing -> showPlaying(play, playing));
    var buttons =
        Nodes.row(
            "player",
            button("first", Icons.FIRST, "First step", "Home", playback::first),
            button("previous", Icons.PREVIOUS, "Previous step", ",", playback::previous),
            play,
            button("next", Icons.NEXT, "Next step", ".", playback::next),
            button("last", Icons.LAST, "Last step", "End", playback::last),
            button("run", Icons.RUN, "Run to the next breakpoint", "F9", playback::runForward));
    buttons.disableProperty().bind(hasSteps.not());
    scrubber.disableProperty().bind(hasSteps.not());
    var stops = new BreakpointMenu(playback.breakpoints());
    stops.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(buttons, scrubber, sentence, stops, loop(playback), speed(playback));
  }

  private static Label sentence(WorkbenchDocument document) {
    Label sentence = Nodes.label("", "step-sentence");
    sentence.setId("step-sentence");
    sentence.setMinWidth(0);
    sentence.setWrapText(true);
    var tooltip = new Tooltip();
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(560);
    tooltip.textProperty().bind(sentence.textProperty());
    sentence.setTooltip(tooltip);
    sentence
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    document
                        .verdict()
                        .get()
                        .map(verdict -> Places.sentence(verdict, document.step().get()))
                        .orElse("choose two devices to follow a DMA"),
                document.verdict(),
                document.step()));
    return sentence;
  }

  private static ToggleButton loop(Playback playback) {
    var loop = new ToggleButton();
    loop.setId("loop");
    loop.setGraphic(Icons.LOOP.node());
    loop.getStyleClass().addAll("round", "loop");
    loop.setAccessibleText("Play again and again");
    loop.setTooltip(new Tooltip("Play again and again  (L)"));
    loop.selectedProperty().bindBidirectional(playback.loop());
    return loop;
  }

  private static ComboBox<Double> speed(Playback playback) {
    var speed = new ComboBox<Double>();
    speed.setId("speed");
    speed.getItems().setAll(Playback.SPEEDS);
    speed.setValue(1.0);
    speed.setTooltip(new Tooltip("Speed of the packet"));
    speed.setAccessibleText("Speed of the packet");
    speed.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Double times) {
            return times == Math.rint(times) ? times.intValue() + "×" : times + "×";
          }

          @Override
          public Double fromString(String text) {
            return Double.valueOf(text.replace("×", ""));
          }
        });
    speed.setValue(playback.speed().get());
    speed.valueProperty().subscribe((_, times) -> playback.speed().set(times));
    playback.speed().subscribe(times -> speed.setValue(times.doubleValue()));
    return speed;
  }

  private static void showPlaying(Button play, boolean playing) {
    play.setGraphic((playing ? Icons.PAUSE : Icons.PLAY).node());
    String name = playing ? "Pause" : "Play";
    play.setAccessibleText(name);
    play.setTooltip(new Tooltip(name + "  (Space)"));
  }

  private static Button button(String id, Icons icon, String name, String key, Runnable action) {
    var button = new Button();
    button.setId(id);
    button.setGraphic(icon.node());
    button.getStyleClass().add("round");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name + "  (" + key + ")"));
    button.setOnAction(_ -> action.run());
    return button;
  }
}
