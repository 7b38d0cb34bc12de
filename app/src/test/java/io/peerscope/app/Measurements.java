package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.Choice;
import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.matrix.MatrixPanel;
import io.peerscope.app.theme.Theme;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
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
import java.util.concurrent.atomic.AtomicInteger;
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

  /// Measures only how DMAs are followed.
  private static final String FOLLOWING = "following";

  /// Measures only how long edits take.
  private static final String EDITING = "editing";

  /// Measures only the matrix.
  private static final String MATRIX = "matrix";

  private static final long PATIENCE_SECONDS = 120;
  private static final long IDLE_MILLIS = 15_000;

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
    System.exit(0);
  }

  @Override
  public void start(Stage stage) {
    window =
        new OpenWindow(
            stage,
            new OpenWindow.Wishes(
                1280, 800, Theme.LIGHT, Playback.HOP, Executors.newFixedThreadPool(2), List::of));
    document = window.document;
    canvas = (TopologyCanvas) window.scene.lookup("#canvas");
    Thread.ofPlatform().name("measurements").start(this::measure);
  }

  private void measure() {
    try {
      List<String> only = getParameters().getRaw();
      if (only.contains(FOLLOWING)) {
        heading();
        playScenarios(only.size() > 1 ? Integer.parseInt(only.get(1)) : SCENARIOS);
        flyPackets();
        return;
      }
      if (only.contains(EDITING)) {
        heading();
        open(file(WITH_4000_ENDPOINTS));
        recolour();
        editMany();
        return;
      }
      if (only.contains(MATRIX) && Files.exists(file(WITH_4000_ENDPOINTS))) {
        heading();
        matrix();
        return;
      }
      if (Files.notExists(file(WITH_4000_ENDPOINTS))) {
        write(MANY);
        write(VERY_MANY);
        write(WITH_4000_ENDPOINTS);
        // The machines were drawn for the files alone; memory is to be measured without them.
        System.out.println("the machines are written; measured by the next start");
        return;
      }
      heading();
      openMany();
      if (Boolean.getBoolean("peerscope.measureOpening")) {
        return;
      }
      panMany();
      fitVeryMany();
      layOut();
      matrix();
      recolour();
      editMany();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void heading() {
    System.out.printf("%-52s %10s %10s  %s%n", "", "measured", "our own", "wanted");
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

  // --- following
  // -----------------------------------------------------------------------------------

  private static final int SCENARIOS = 500;
  private static final int PACKETS = 200;
  private static final List<Operation> OPERATIONS =
      List.of(Operation.WRITE, Operation.READ, Operation.ATOMIC);

  /// DMAs before the code that every one of them runs is compiled.
  private static final int FIRST = 20;

  /// One step a frame.
  private static final double FULL_SPEED = 64;

  /// Plays DMAs of eight GPUs end to end, with a watch over how long the FX thread hears nobody.
  private void playScenarios(int count) throws InterruptedException {
    open(OpenWindow.sample("09"));
    List<Question> questions = questions();
    var frames = new ArrayList<Took>();
    FxWatch watch = onFx(FxWatch::new);
    long steps = play(questions, 0, FIRST, frames);
    stall("of these the first 20: longest without an answer", watch);
    steps += play(questions, FIRST, count, frames);
    row("play " + count + " DMAs end to end: steps shown", String.valueOf(steps), "", "");
    times("play " + count + " DMAs end to end: p95 frame", p95(frames), 16.6);
    stall("play " + count + " DMAs: longest time without an answer", watch);
    watch.close();
  }

  private static void stall(String what, FxWatch watch) {
    FxWatch.Block block = watch.longest();
    row(what, watch.longestByTheClock().toMillis() + " ms", block.millis() + " ms", "50 ms");
    if (!block.doing().isEmpty()) {
      System.out.println("    in " + block.doing());
    }
  }

  /// How many steps were shown.
  private long play(List<Question> questions, int from, int to, List<Took> frames)
      throws InterruptedException {
    long steps = 0;
    for (int n = from; n < to; n++) {
      Question question = questions.get(n % questions.size());
      Operation operation = OPERATIONS.get(n / questions.size() % OPERATIONS.size());
      onFx(() -> {
        document.setOperation(operation);
        document.ask(question);
        return 0;
      });
      waitUntil(() -> onFx(() -> document.verdict().get().isPresent()));
      steps += onFx(document::stepCount);
      frames.addAll(playToTheEnd());
    }
    return steps;
  }

  /// Pairs of functions with memory, in an order that mixes near and far.
  private List<Question> questions() {
    List<PciAddress> ends =
        onFx(() ->
            document.platform().get().topology().functions().stream()
                .filter(FunctionWords::canTakePart)
                .filter(function -> function.firstMemoryBar().isPresent())
                .map(PciFunction::address)
                .toList());
    var questions = new ArrayList<Question>();
    for (int distance = 1; distance < ends.size(); distance++) {
      for (int from = 0; from < ends.size(); from++) {
        PciAddress target = ends.get((from + distance) % ends.size());
        questions.add(Question.of(ends.get(from), Targets.of(target)));
      }
    }
    return questions;
  }

  private List<Took> playToTheEnd() throws InterruptedException {
    var done = new CountDownLatch(1);
    var took = new ArrayList<Took>();
    Platform.runLater(() -> {
      window.playback.speed().set(FULL_SPEED);
      window.playback.first();
      window.playback.play();
      new AnimationTimer() {
        private final ProcessorWait processor = new ProcessorWait();
        private long last;
        private long waited;

        @Override
        public void handle(long now) {
          long nanos = System.nanoTime();
          long waiting = processor.nanos();
          if (last != 0) {
            took.add(new Took(nanos - last, nanos - last - (waiting - waited)));
          }
          last = nanos;
          waited = waiting;
          if (!window.playback.playing().get()) {
            stop();
            done.countDown();
          }
        }
      }.start();
    });
    done.await();
    return took;
  }

  /// All packets between one step and the next, over and over.
  private void flyPackets() throws InterruptedException {
    List<Question> questions = questions().subList(0, PACKETS);
    var transfers =
        questions.stream()
            .map(question ->
                new Scenario.Transfer(
                    question.client().orElseThrow(),
                    "write",
                    List.of(new Scenario.Piece(question.target().orElseThrow().toString(), 4096))))
            .toList();
    onFx(() -> {
      document.run(document.asScenario("many", transfers));
      return 0;
    });
    waitUntil(() -> onFx(() -> canvas.companionsProperty().get().size() >= PACKETS));
    waitUntil(() -> onFx(() -> document.verdict().get().isPresent()));
    onFx(() -> {
      window.playback.speed().set(1);
      return 0;
    });
    frames(FRAMES / 3, _ -> keepFlying());
    times("200 packets in flight: p95 frame", p95(frames(3 * FRAMES, _ -> keepFlying())), 16.6);
    onFx(() -> {
      window.playback.pause();
      document.stopScenario();
      return 0;
    });
  }

  /// From the step in which packets are sent to the end, and again.
  private void keepFlying() {
    int sent =
        document.verdict().get().stream()
            .flatMap(verdict -> verdict.steps().stream())
            .filter(step -> step.event() == StepEvent.ISSUE)
            .mapToInt(step -> step.number() - 1)
            .findFirst()
            .orElse(0);
    if (!window.playback.playing().get()) {
      window.playback.goTo(sent);
      window.playback.play();
    }
  }

  // --- opening
  // -------------------------------------------------------------------------------------

  private void openMany() throws IOException, InterruptedException {
    open(OpenWindow.sample("01"));
    times("open a document of 10,000, first time", List.of(open(file(MANY))), 1_000);
    memory();
    if (Boolean.getBoolean("peerscope.measureOpening")) {
      return;
    }
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

  /// Some seconds later, as somebody sees it who looks at the machine: nobody asks for a
  /// collection.
  private static void memory() throws IOException, InterruptedException {
    Thread.sleep(IDLE_MILLIS);
    Runtime runtime = Runtime.getRuntime();
    row(
        "heap in use 15 s after opening it",
        "%.0f MB".formatted((runtime.totalMemory() - runtime.freeMemory()) / 1e6),
        "",
        "");
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        long kib = Long.parseLong(line.replaceAll("\\D", ""));
        row(
            "memory of the process 15 s after opening it",
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
    frames(FRAMES / 3, this::zoomAndFit);
    times("fit 10,000 functions: p95 frame", p95(frames(FRAMES, this::zoomAndFit)), 16.6);
    times("open a document of 50,000, first time", List.of(open(file(VERY_MANY))), 0);
    frames(FRAMES / 3, this::zoomAndFit);
    times("fit 50,000 functions: p95 frame", p95(frames(FRAMES, this::zoomAndFit)), 16.6);
  }

  /// Each frame has the whole picture to draw: what was painted at another scale is of no use.
  private void zoomAndFit(int n) {
    if (n % 2 == 0) {
      canvas.fit();
    } else {
      canvas.zoomIn();
    }
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

  private static final int EDITS = 40;

  /// Turns the redirect of one port after the other on and off.
  ///
  /// @param settled what has to be there before the next edit
  /// @return how long each edit took, until two frames with it were painted
  private List<Took> edit(BooleanSupplier settled) throws InterruptedException {
    List<PciAddress> ports =
        onFx(() ->
            document.drawn().topology().functions().stream()
                .filter(function -> function.kind() == FunctionKind.DOWNSTREAM_PORT)
                .map(PciFunction::address)
                .toList());
    var took = new ArrayList<Took>();
    for (int n = 0; n < EDITS; n++) {
      PciAddress port = ports.get(n / 2 * 7 % ports.size());
      boolean on = n % 2 == 0;
      Frames frames = onFx(Frames::new);
      onFx(() -> {
        frames.begin();
        document.edit(new SetAcsBit(port, AcsControl.P2P_REQUEST_REDIRECT, on));
        return 0;
      });
      waitUntil(settled);
      frames.awaitTwo();
      took.add(frames.took());
      Thread.sleep(300);
    }
    return took.subList(EDITS / 4, EDITS);
  }

  /// How long somebody waits who edits while the picture and the verdicts of all pairs are on show.
  private void editMany() throws IOException, InterruptedException {
    open(file(MANY));
    onFx(() -> {
      window.selectTab("Events");
      return 0;
    });
    edit(() -> true);
    FxWatch watch = onFx(FxWatch::new);
    times("edit a bit of 10,000 functions, until it is seen", middle(edit(() -> true)), 0);
    row(
        "edit a bit of 10,000: longest time without an answer",
        watch.longest().toString(),
        "",
        "50 ms");
    watch.close();
  }

  private void recolour() throws InterruptedException {
    onFx(() -> {
      window.selectTab("Matrix");
      return 0;
    });
    waitUntil(() -> onFx(() -> matrixPanel().isComplete()));
    var judged = new AtomicInteger();
    onFx(() -> document.pairs().matrix().subscribe(judged::incrementAndGet));
    var before = new AtomicInteger(judged.get());
    BooleanSupplier settled =
        () -> {
          int now = judged.get();
          boolean isNew = now != before.get() && onFx(() -> matrixPanel().isComplete());
          if (isNew) {
            before.set(now);
          }
          return isNew;
        };
    edit(settled);
    FxWatch watch = onFx(FxWatch::new);
    List<Took> took = edit(settled);
    times("matrix of 4,000 recoloured after an edit, until seen", middle(took), 0);
    row(
        "matrix of 4,000 recoloured: longest time without an answer",
        watch.longest().toString(),
        "",
        "16 ms");
    watch.close();
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
