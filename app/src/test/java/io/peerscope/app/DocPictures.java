package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Question;
import io.peerscope.app.render.Screenshots;
import io.peerscope.app.theme.Theme;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.SetBar;
import io.peerscope.engine.edit.SetWindow;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.TableView;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/// Takes the pictures of the docs from real windows: `DocPictures OUTPUT-FOLDER [SHARED-FOLDER]
/// [NAME]`.
public final class DocPictures extends Application {

  /// Frames until everything is laid out and drawn.
  private static final int SETTLE = 40;

  private final Queue<Picture> pictures = new ArrayDeque<>();

  /// One picture: a file, a size, a theme, and what to do before taking it.
  private record Picture(
      String name, Path file, int width, int height, Theme theme, Consumer<OpenWindow> prepare) {}

  public static void main(String[] arguments) {
    launch(DocPictures.class, arguments);
  }

  @Override
  public void start(Stage unused) {
    Platform.setImplicitExit(false);
    List<String> arguments = getParameters().getRaw();
    String wanted = arguments.size() > 2 ? arguments.get(2) : "";
    all(wanted).stream()
        .filter(picture -> picture.name.contains(wanted))
        .filter(picture -> Files.exists(picture.file))
        .forEach(pictures::add);
    next();
  }

  private List<Picture> all(String wanted) {
    var all = new ArrayList<Picture>();
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      for (int[] size : new int[][] {{1280, 800}, {1440, 900}}) {
        addAll(all, theme, size[0], size[1]);
        addDocuments(all, theme, size[0], size[1]);
        addDrawing(all, theme, size[0], size[1]);
      }
      addLive(all, theme, 1280, 800);
      addTracing(all, theme, 1280, 800);
      addTracing(all, theme, 1920, 1080);
    }
    addFilm(all);
    if ("many-functions".contains(wanted) || wanted.contains("many-functions")) {
      List.of(Theme.LIGHT, Theme.DARK).forEach(theme -> addMany(all, theme));
    }
    return all;
  }

  private void addAll(List<Picture> all, Theme theme, int width, int height) {
    String suffix = "-%s-%dx%d".formatted(theme.spelling(), width, height);
    all.add(
        new Picture(
            "one-switch-playing" + suffix,
            OpenWindow.sample("01"),
            width,
            height,
            theme,
            window -> {
              window.selectTab("Page resolution");
              window.playback.goTo(window.document.stepCount() * 2 / 3);
            }));
    all.add(
        new Picture(
            "two-host-bridges-refused" + suffix,
            OpenWindow.sample("02"),
            width,
            height,
            theme,
            window -> window.playback.last()));
    all.add(
        new Picture(
            "eight-gpus" + suffix,
            OpenWindow.sample("09"),
            width,
            height,
            theme,
            OpenWindow::showWholePicture));
    all.add(
        new Picture(
            "eight-gpus-matrix" + suffix,
            OpenWindow.sample("09"),
            width,
            height,
            theme,
            window -> window.selectTab("Matrix")));
    all.add(
        new Picture(
            "real-server" + suffix,
            shared().resolve("samples/lspci/dell-xeon-e5v4-2xp100-vvv-201dev.txt"),
            width,
            height,
            theme,
            window -> Question.parse("04:00.0 -> 82:00.0").ifPresent(window.document::ask)));
    all.add(
        new Picture(
            "inspector-registers" + suffix,
            OpenWindow.sample("04"),
            width,
            height,
            theme,
            window -> draw(window, "0000:02:01.0")));
    all.add(
        new Picture(
            "window-overflow" + suffix,
            OpenWindow.sample("01"),
            width,
            height,
            theme,
            DocPictures::overflow));
  }

  /// 10,000 functions where their words can be read, and where their shapes can be told apart.
  private static void addMany(List<Picture> all, Theme theme) {
    String suffix = "-%s-1280x800".formatted(theme.spelling());
    all.add(new Picture("many-functions" + suffix, ManyFunctions.FILE, 1280, 800, theme, _ -> {}));
    all.add(
        new Picture(
            "many-functions-far" + suffix,
            ManyFunctions.FILE,
            1280,
            800,
            theme,
            window -> zoomOut(window, 7)));
  }

  private static void zoomOut(OpenWindow window, int steps) {
    var canvas = (TopologyCanvas) window.scene.lookup("#canvas");
    for (int step = 0; step < steps; step++) {
      canvas.zoomOut();
    }
  }

  /// A document that is drawn only when a picture of it is wanted.
  private static final class ManyFunctions {

    private static final Path FILE = write();

    private static Path write() {
      try {
        Path folder = Files.createTempDirectory("many-functions");
        folder.toFile().deleteOnExit();
        Path file = folder.resolve("10000-functions" + PeerscopeDocument.ENDING);
        file.toFile().deleteOnExit();
        var drawn = PeerscopeDocument.of(BigMachine.ofFunctions(10_000));
        return Files.write(file, DocumentWriter.write(drawn));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }

  private static void addTracing(List<Picture> all, Theme theme, int width, int height) {
    String suffix = "-%s-%dx%d".formatted(theme.spelling(), width, height);
    addState(
        all, "trace-translation" + suffix, "05", theme, width, height, TraceStates::translating);
    addState(all, "trace-addresses" + suffix, "05", theme, width, height, TraceStates::addresses);
    addState(all, "trace-refused" + suffix, "02", theme, width, height, TraceStates::refused);
    addState(all, "trace-deciding" + suffix, "04", theme, width, height, TraceStates::deciding);
    addState(all, "trace-scenario" + suffix, "09", theme, width, height, TraceStates::scenario);
    addState(all, "trace-walk" + suffix, "02", theme, width, height, TraceStates::walking);
  }

  private void addLive(List<Picture> all, Theme theme, int width, int height) {
    String suffix = "-%s-%dx%d".formatted(theme.spelling(), width, height);
    addState(all, "live-read-again" + suffix, "01", theme, width, height, LiveStates::readAgain);
    addState(all, "live-watched" + suffix, "01", theme, width, height, LiveStates::watched);
    addState(all, "live-observed" + suffix, "01", theme, width, height, LiveStates::observed);
    all.add(
        new Picture(
            "captured-bus-offset" + suffix,
            shared().resolve("samples/powernv/sys.tar.gz"),
            width,
            height,
            theme,
            window -> {
              Question.parse("04:00.0 -> 03:00.0:BAR0+0x2000").ifPresent(window.document::ask);
              Platform.runLater(() -> TraceStates.addresses(window));
            }));
  }

  private static void addState(
      List<Picture> all,
      String name,
      String sample,
      Theme theme,
      int width,
      int height,
      Consumer<OpenWindow> state) {
    all.add(new Picture(name, OpenWindow.sample(sample), width, height, theme, state));
  }

  private static void addDrawing(List<Picture> all, Theme theme, int width, int height) {
    String suffix = "-%s-%dx%d".formatted(theme.spelling(), width, height);
    Path any = OpenWindow.sample("01");
    all.add(new Picture("draw-blank" + suffix, any, width, height, theme, DrawStates::blank));
    all.add(new Picture("draw-refused" + suffix, any, width, height, theme, DrawStates::refused));
    all.add(new Picture("draw-landing" + suffix, any, width, height, theme, DrawStates::landing));
    all.add(new Picture("draw-connect" + suffix, any, width, height, theme, DrawStates::connect));
    all.add(
        new Picture(
            "draw-connect-refused" + suffix,
            any,
            width,
            height,
            theme,
            DrawStates::connectRefused));
    all.add(new Picture("settings" + suffix, any, width, height, theme, DrawStates::settings));
    all.add(
        new Picture(
            "draw-matrix" + suffix,
            any,
            width,
            height,
            theme,
            window -> {
              window.selectTab("Matrix");
              DrawStates.redirect(window);
            }));
    all.add(
        new Picture(
            "draw-watch" + suffix,
            any,
            width,
            height,
            theme,
            window -> {
              window.selectTab("Watch");
              DrawStates.watch(window);
            }));
  }

  /// The training server from a blank page, in four pictures.
  private static void addFilm(List<Picture> all) {
    int[][] states = {{1, 0}, {1, 1}, {1, 2}, {2, 2}};
    for (int n = 0; n < states.length; n++) {
      int sockets = states[n][0];
      int switches = states[n][1];
      all.add(
          new Picture(
              "draw-film-" + (n + 1),
              OpenWindow.sample("01"),
              1280,
              800,
              Theme.LIGHT,
              window -> DrawStates.build(window, sockets, switches)));
    }
  }

  private static void draw(OpenWindow window, String address) {
    window.document.setMode(Mode.DRAW);
    PciAddress.parse(address).ifPresent(window.document::select);
  }

  /// A BAR that became too large for the window above, which its user wants to stay.
  private static void overflow(OpenWindow window) {
    var port = new PciAddress(0, 2, 2, 0);
    var gpu = new PciAddress(0, 5, 0, 0);
    draw(window, port.toString());
    window.document.drawn().topology().at(port).windows().stream()
        .filter(it -> it.kind() == WindowKind.PREFETCHABLE)
        .forEach(it ->
            window.document.edit(
                new SetWindow(
                    port,
                    it.kind(),
                    Fact.known(it.range().ifKnown().orElseThrow(), new EditedByHand()))));
    window.document.edit(
        new SetBar(
            gpu,
            0,
            BarKind.MEMORY_64,
            true,
            Fact.known(1L << 38, new EditedByHand()),
            Fact.unknown("it has no address yet")));
    window.document.select(port);
    window.selectTab("Problems");
    TableView<?> problems = (TableView<?>) window.scene.lookup("#problems");
    problems
        .getItems()
        .addListener(
            (Observable _) -> Platform.runLater(() -> problems.getSelectionModel().select(0)));
  }

  private void addDocuments(List<Picture> all, Theme theme, int width, int height) {
    String suffix = "-%s-%dx%d".formatted(theme.spelling(), width, height);
    all.add(
        new Picture(
            "document-history" + suffix,
            OpenWindow.sample("05"),
            width,
            height,
            theme,
            window -> {
              DocumentStates.edit(window);
              window.selectTab("History");
              window.showWholePicture();
            }));
    all.add(
        new Picture(
            "document-bars" + suffix,
            OpenWindow.sample("05"),
            width,
            height,
            theme,
            window -> {
              DocumentStates.leaveUnsaved(window);
              DocumentStates.changeOnDisk(window);
            }));
  }

  private Path shared() {
    List<String> arguments = getParameters().getRaw();
    return arguments.size() > 1
        ? Path.of(arguments.get(1))
        : OpenWindow.root().resolve("../shared");
  }

  private void next() {
    Picture picture = pictures.poll();
    if (picture == null) {
      Platform.exit();
      return;
    }
    var window =
        new OpenWindow(
            new Stage(StageStyle.UNDECORATED),
            new OpenWindow.Wishes(
                picture.width,
                picture.height,
                picture.theme,
                Duration.ZERO,
                Runnable::run,
                List::of));
    window.document.open(List.of(picture.file));
    after(() -> {
      picture.prepare.accept(window);
      after(() -> take(picture, window));
    });
  }

  private void take(Picture picture, OpenWindow window) {
    var area =
        new Rectangle2D(window.stage.getX(), window.stage.getY(), picture.width, picture.height);
    var image = new Robot().getScreenCapture(null, area, false);
    Path file = Path.of(getParameters().getRaw().getFirst()).resolve(picture.name + ".png");
    try {
      Screenshots.write(image, file);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    window.stage.close();
    next();
  }

  /// Runs the action when the window had time to settle: so many frames, however slow they are.
  private static void after(Runnable action) {
    new AnimationTimer() {
      private int left = SETTLE;

      @Override
      public void handle(long now) {
        if (--left == 0) {
          stop();
          action.run();
        }
      }
    }.start();
  }
}
