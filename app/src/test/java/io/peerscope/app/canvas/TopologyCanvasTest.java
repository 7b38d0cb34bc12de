package io.peerscope.app.canvas;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopologyCanvasTest {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;

  @BeforeAll
  static void startToolkit() {
    var started = new CompletableFuture<Boolean>();
    try {
      javafx.application.Platform.startup(() -> started.complete(true));
    } catch (IllegalStateException alreadyRuns) {
      started.complete(true);
    }
    javafx.application.Platform.setImplicitExit(false);
    assertThat(started.join()).isTrue();
  }

  @Test
  void aClickOnACardChoosesItsFunction() {
    List<PciAddress> chosen = new ArrayList<>();

    onToolkit(() -> {
      TopologyCanvas canvas = canvas(Machine.withSwitch().topology());
      canvas.setOnChosen(chosen::add);
      click(canvas, Machine.withSwitch().topology(), "04:00.0");
      return canvas;
    });

    assertThat(chosen).containsExactly(at("04:00.0"));
  }

  @Test
  void theWholeProgramWorksByKeyboardTabWalksAndEnterChooses() {
    List<PciAddress> chosen = new ArrayList<>();

    onToolkit(() -> {
      TopologyCanvas canvas = canvas(Machine.withSwitch().topology());
      canvas.setOnChosen(chosen::add);
      press(canvas, KeyCode.TAB);
      press(canvas, KeyCode.ENTER);
      press(canvas, KeyCode.DOWN);
      press(canvas, KeyCode.ENTER);
      return canvas;
    });

    assertThat(chosen).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aClickOnAGroupUnfoldsIt() {
    var machine = new Machine().rootPort("00:01.0", 2);
    for (int device = 0; device < 12; device++) {
      machine.endpoint("02:%02x.0".formatted(device));
    }
    Topology topology = machine.topology();

    int open =
        onToolkit(() -> {
          TopologyCanvas canvas = canvas(topology);
          click(canvas, topology, "02:00.0");
          return canvas.unfolded().size();
        });

    assertThat(open).isEqualTo(1);
  }

  @Test
  void theBackgroundFollowsTheTheme() {
    int light = onToolkit(() -> corner(canvas(Topology.empty())));
    int dark =
        onToolkit(() -> {
          TopologyCanvas canvas = canvas(Topology.empty());
          canvas.darkProperty().set(true);
          canvas.layout();
          return corner(canvas);
        });

    assertThat(light & 0xff).isGreaterThan(0xf0);
    assertThat(dark & 0xff).isLessThan(0x30);
  }

  @Test
  void theMiniMapStandsThereOnlyWhilePartOfThePictureIsHidden() {
    Topology topology = Machine.withSwitch().topology();

    List<Boolean> visible =
        onToolkit(() -> {
          TopologyCanvas canvas = canvas(topology);
          canvas.fit();
          canvas.layout();
          boolean whole = canvas.lookup("#mini-map").isVisible();
          canvas.zoomIn();
          canvas.zoomIn();
          canvas.zoomIn();
          canvas.layout();
          return List.of(whole, canvas.lookup("#mini-map").isVisible());
        });

    assertThat(visible).containsExactly(false, true);
  }

  @Test
  void otherFactsAboutTheSameMachineLeaveTheViewAsItIs() {
    Topology topology = Machine.withSwitch().topology();

    List<PciAddress> chosen = new ArrayList<>();
    onToolkit(() -> {
      TopologyCanvas canvas = canvas(topology);
      canvas.setOnChosen(chosen::add);
      canvas.centerOn(at("41:00.0"));
      canvas.platformProperty().set(Platform.of(topology));
      canvas.layout();
      Event.fireEvent(canvas, mouse(MouseEvent.MOUSE_PRESSED, WIDTH / 2.0, HEIGHT / 2.0));
      Event.fireEvent(canvas, mouse(MouseEvent.MOUSE_RELEASED, WIDTH / 2.0, HEIGHT / 2.0));
      return canvas;
    });

    assertThat(chosen).containsExactly(at("41:00.0"));
  }

  private static int corner(TopologyCanvas canvas) {
    WritableImage image = canvas.snapshot(new SnapshotParameters(), null);
    PixelReader pixels = image.getPixelReader();
    return pixels.getArgb(5, 5);
  }

  private static TopologyCanvas canvas(Topology topology) {
    var canvas = new TopologyCanvas();
    canvas.platformProperty().set(Platform.of(topology));
    var scene = new Scene(canvas, WIDTH, HEIGHT);
    scene.getRoot().resize(WIDTH, HEIGHT);
    canvas.layout();
    return canvas;
  }

  /// Clicks where a function is in a picture that is shown whole.
  private static void click(TopologyCanvas canvas, Topology topology, String address) {
    TopologyLayout layout = TopologyLayout.of(topology);
    canvas.fit();
    Viewport viewport = Viewport.fitting(layout.bounds(), WIDTH, HEIGHT);
    Box box = layout.itemOf(at(address)).orElseThrow().box();
    double x = box.centerX() * viewport.scale() + viewport.left();
    double y = box.centerY() * viewport.scale() + viewport.top();
    Event.fireEvent(canvas, mouse(MouseEvent.MOUSE_PRESSED, x, y));
    Event.fireEvent(canvas, mouse(MouseEvent.MOUSE_RELEASED, x, y));
  }

  private static MouseEvent mouse(javafx.event.EventType<MouseEvent> type, double x, double y) {
    return new MouseEvent(
        type,
        x,
        y,
        x,
        y,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        true,
        null);
  }

  private static void press(TopologyCanvas canvas, KeyCode code) {
    Event.fireEvent(
        canvas, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  private static <T> T onToolkit(Supplier<T> work) {
    var done = new CompletableFuture<T>();
    javafx.application.Platform.runLater(() -> {
      try {
        done.complete(work.get());
      } catch (Throwable failure) {
        done.completeExceptionally(failure);
      }
    });
    return done.join();
  }
}
