package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.document.Choice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.matrix.MatrixPanel;
import io.peerscope.app.theme.Theme;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

/// Prints how fast the window is on machines of thousands of functions: `app/measure` starts it in
/// a real window, painted by software, 1280 × 800.
///
/// Frames follow each other without a pause, so that the time from one to the next is what a frame
/// costs. The second figure is our own part of it, as far as Linux tells it on a busy machine: of a
/// frame the time less what the FX thread and the painter waited for a processor, of opening the
/// processor time of all threads, of the layout that of its thread.
public final class Measurements extends Application {

  private static final int MANY = 10_000;
  private static final int VERY_MANY = 50_000;
  private static final int FRAMES = 300;

  /// A machine of so many functions has 4,069 endpoints.
  private static final int WITH_4000_ENDPOINTS = 8_600;

  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private OpenWindow window;
  private WorkbenchDocument document;
  private TopologyCanvas canvas;
  private int turn;

  public Measurements() {
    try {
      folder = Files.createDirectories(Path.of(System.getProperty("peerscope.measure", "measure")));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  public static void main(String[] arguments) {
    launch(Measurements.class, arguments);
  }

  @Override
  public void start(Stage stage) {
    window =
        new OpenWindow(
            stage,
            new OpenWindow.Wishes(
                1280, 800, Theme.LIGHT, Duration.ZERO, Executors.newFixedThreadPool(2), List::of));
    document = window.document;
    canvas = (TopologyCanvas) window.scene.lookup("#canvas");
    Thread.ofPlatform().name("measurements").start(this::measure);
  }

  private void measure() {
    try {
      if (Files.notExists(file(WITH_4000_ENDPOINTS))) {
        write(MANY);
        write(VERY_MANY);
        write(WITH_4000_ENDPOINTS);
        // The machines were drawn for the files alone; memory is to be measured without them.
        System.out.println("the machines are written; measured by the next start");
        return;
      }
      System.out.printf("%-52s %10s %10s  %s%n", "", "measured", "our own", "wanted");
      openMany();
      panMany();
      fitVeryMany();
      layOut();
      matrix();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private Path file(int functions) {
    return folder.resolve(functions + PeerscopeDocument.ENDING);
  }

  private void write(int functions) throws IOException {
    io.peerscope.engine.platform.Platform platform = BigMachine.ofFunctions(functions);
    Files.write(file(functions), DocumentWriter.write(PeerscopeDocument.of(platform)));
    if (functions == MANY) {
      OtherFormats.write(platform.topology(), folder);
    }
  }

  // --- opening
  // -------------------------------------------------------------------------------------

  private void openMany() throws IOException, InterruptedException {
    open(OpenWindow.sample("01"));
    times("open a document of 10,000, first time", List.of(open(file(MANY))), 1_000);
    memory();
    var warm = new ArrayList<Took>();
    for (int time = 0; time < 5; time++) {
      open(OpenWindow.sample("01"));
      warm.add(open(file(MANY)));
    }
    times("open a document of 10,000, again (middle of 5)", middle(warm), 1_000);
  }

  private static List<Took> middle(List<Took> all) {
    return List.of(all.stream().sorted().toList().get(all.size() / 2));
  }

  /// Until the frame after the one in which the canvas got the machine is painted.
  private Took open(Path file) throws InterruptedException {
    Frames frames = onFx(Frames::new);
    onFx(() -> {
      frames.begin();
      document.open(List.of(file));
      return 0;
    });
    waitUntil(
        () -> document.machine().get().flatMap(it -> it.file()).filter(file::equals).isPresent());
    frames.awaitTwo();
    Took took = frames.took();
    Thread.sleep(1_500);
    return took;
  }

  private static void memory() throws IOException {
    for (int time = 0; time < 3; time++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    row(
        "heap in use after opening it",
        "%.0f MB".formatted((runtime.totalMemory() - runtime.freeMemory()) / 1e6),
        "",
        "");
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        long kib = Long.parseLong(line.replaceAll("\\D", ""));
        row(
            "memory of the process after opening it",
            "%.0f MB".formatted(kib / 1024.0),
            "",
            "450 MB");
      }
    }
  }

  // --- frames
  // --------------------------------------------------------------------------------------

  private void panMany() throws InterruptedException {
    for (int zooms : new int[] {0, 3, 3, 3, 4}) {
      for (int time = 0; time < zooms; time++) {
        onFx(() -> {
          canvas.zoomOut();
          return 0;
        });
      }
      String scale = "scale 0.%02d".formatted(Math.round(100 * onFx(canvas::scale)));
      frames(FRAMES / 3, n -> press(KeyCode.DOWN));
      times(
          "pan 10,000 functions, %s: p95 frame".formatted(scale),
          p95(frames(FRAMES, n -> press((n / 50) % 2 == 0 ? KeyCode.DOWN : KeyCode.UP))),
          16.6);
    }
  }

  private void press(KeyCode key) {
    Event.fireEvent(
        canvas, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, true, false, false, false));
  }

  private void fitVeryMany() throws InterruptedException {
    onFx(() -> {
      canvas.fit();
      return 0;
    });
    times("fit 10,000 functions: p95 frame", p95(frames(FRAMES, n -> canvas.fit())), 16.6);
    times("open a document of 50,000, first time", List.of(open(file(VERY_MANY))), 0);
    frames(FRAMES / 3, n -> canvas.fit());
    times("fit 50,000 functions: p95 frame", p95(frames(FRAMES, n -> canvas.fit())), 16.6);
  }

  private static List<Took> p95(List<Took> all) {
    long wall = at95(all.stream().mapToLong(Took::nanos).toArray());
    long ours = at95(all.stream().mapToLong(Took::ours).toArray());
    return List.of(new Took(wall, ours));
  }

  private static long at95(long[] values) {
    Arrays.sort(values);
    return values[values.length * 95 / 100];
  }

  /// Draws frames one after the other, each after something was done.
  private List<Took> frames(int count, IntConsumer before) throws InterruptedException {
    var took = new ArrayList<Took>();
    var done = new CountDownLatch(1);
    Platform.runLater(() ->
        new AnimationTimer() {
          private final ProcessorWait processor = new ProcessorWait();
          private long last;
          private long waited;
          private int n;

          @Override
          public void handle(long now) {
            long nanos = System.nanoTime();
            long waiting = processor.nanos();
            if (n > 1) {
              took.add(new Took(nanos - last, nanos - last - (waiting - waited)));
            }
            last = nanos;
            waited = waiting;
            if (n++ == count) {
              stop();
              done.countDown();
            } else {
              before.accept(n);
            }
          }
        }.start());
    done.await();
    return took;
  }

  // --- layout
  // --------------------------------------------------------------------------------------

  /// Time of the thread, which leaves out what the machine gave to others.
  private void layOut() {
    Topology topology = BigMachine.ofFunctions(MANY).topology();
    var took = new ArrayList<Took>();
    for (int time = 0; time < 300; time++) {
      long start = System.nanoTime();
      long own = ProcessorWait.ownProcessorTime();
      TopologyLayout.of(topology);
      long ours = ProcessorWait.ownProcessorTime() - own;
      if (time >= 150) {
        took.add(new Took(System.nanoTime() - start, ours));
      }
    }
    times("lay out 10,000 functions (middle of 150)", middle(took), 10);
    times("lay out 10,000 functions: p95", p95(took), 10);
  }

  // --- matrix
  // --------------------------------------------------------------------------------------

  private void matrix() throws IOException, InterruptedException {
    open(file(WITH_4000_ENDPOINTS));
    times("open the matrix of 4,000 endpoints, first time", List.of(openMatrix()), 500);
    var warm = new ArrayList<Took>();
    for (int time = 0; time < 5; time++) {
      warm.add(openMatrix());
    }
    times("open the matrix of 4,000, again (middle of 5)", middle(warm), 500);
    onFx(() -> {
      window.selectTab("Matrix");
      return 0;
    });
    waitUntil(() -> onFx(() -> matrixPanel().isComplete()));
    for (int zooms : new int[] {10, 10, 6, 4, 4}) {
      for (int time = 0; time < zooms; time++) {
        zoomMatrix();
      }
      waitUntil(() -> onFx(() -> matrixPanel().isComplete()));
      frames(FRAMES / 3, this::scrollMatrix);
      times(
          "scroll the matrix of 4,000, %.1f pixels a cell: p95 frame"
              .formatted(onFx(() -> matrixPanel().pitch())),
          p95(frames(FRAMES, this::scrollMatrix)),
          16.6);
    }
  }

  /// Until everything in sight is on the screen; nothing of the matrix is there before.
  private Took openMatrix() throws InterruptedException {
    onFx(() -> {
      window.selectTab("Events");
      IommuMode[] modes = IommuMode.values();
      document.setContext(
          document.context().get().withIommu(new Choice.Given<>(modes[turn++ % modes.length])));
      return 0;
    });
    Thread.sleep(1_500);
    Frames frames = onFx(Frames::new);
    onFx(() -> {
      frames.begin();
      window.selectTab("Matrix");
      return 0;
    });
    waitUntil(() -> onFx(() -> matrixPanel().isComplete()));
    frames.awaitTwo();
    return frames.took();
  }

  private MatrixPanel matrixPanel() {
    return (MatrixPanel) window.scene.lookup(".matrix-panel");
  }

  private void zoomMatrix() {
    onFx(() -> {
      wheel(0, 40, true);
      return 0;
    });
  }

  private void scrollMatrix(int n) {
    double far = (n / 50) % 2 == 0 ? -40 : 40;
    wheel(far / 2, far, false);
  }

  private void wheel(double across, double down, boolean control) {
    Event.fireEvent(
        window.scene.lookup("#matrix"),
        new ScrollEvent(
            ScrollEvent.SCROLL,
            400,
            160,
            400,
            160,
            false,
            control,
            false,
            false,
            false,
            false,
            across,
            down,
            0,
            0,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }

  // --- the rest
  // ------------------------------------------------------------------------------------

  /// @param ours without the time in which there was no processor for us
  private record Took(long nanos, long ours) implements Comparable<Took> {
    @Override
    public int compareTo(Took other) {
      return Long.compare(nanos, other.nanos);
    }
  }

  /// Waits for frames that are on the screen.
  private final class Frames {

    private long start;
    private long used;
    private volatile long end;
    private volatile long usedAtEnd;

    void begin() {
      start = System.nanoTime();
      used = processorTime();
    }

    void awaitTwo() throws InterruptedException {
      var done = new CountDownLatch(1);
      Platform.runLater(() ->
          new AnimationTimer() {
            private int left = 2;

            @Override
            public void handle(long now) {
              if (left-- == 0) {
                end = System.nanoTime();
                usedAtEnd = processorTime();
                stop();
                done.countDown();
              }
            }
          }.start());
      done.await();
    }

    Took took() {
      return new Took(end - start, usedAtEnd - used);
    }
  }

  /// What all threads of the process have used so far, the compiler's and the collector's too.
  private static long processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private static <T> T onFx(java.util.function.Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, Platform::runLater).join();
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain");
      }
      Thread.sleep(1);
    }
  }

  /// @param most what is wanted, in milliseconds; 0 where nothing is
  private static void times(String what, List<Took> took, double most) {
    for (Took each : took) {
      row(
          what,
          "%.1f ms".formatted(each.nanos / 1e6),
          "%.1f ms".formatted(each.ours / 1e6),
          most == 0 ? "" : "%s ms".formatted(most));
    }
  }

  private static void row(String what, String measured, String ours, String wanted) {
    System.out.printf(Locale.ROOT, "%-52s %10s %10s  %s%n", what, measured, ours, wanted);
  }
}
