package io.peerscope.app;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.app.canvas.drawing.SvgWriter;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// An SVG of 10,000 functions of which none is folded: written, drawn and written, and what
/// `lstopo` and `dot` take for a picture of the same.
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SvgBenchmark {

  private static final int FUNCTIONS = 10_000;
  private static final long PATIENCE_SECONDS = 120;

  private Platform platform = Platform.of(Topology.empty());
  private Sheet sheet = sheetOf(platform);
  private Path folder = Path.of("");

  @Setup
  public void draw() throws IOException {
    platform = BigMachine.ofFunctions(FUNCTIONS);
    sheet = sheetOf(platform);
    folder = Files.createTempDirectory("peerscope-svg");
    OtherFormats.write(platform.topology(), folder);
  }

  private static Sheet sheetOf(Platform platform) {
    return Sheet.of(
        platform,
        Optional.empty(),
        TranslatorPlacement.Named.SWITCHES,
        new Provenance("10,000 functions", Optional.of("2026-01-01"), List.of()));
  }

  private static String svgOf(Sheet sheet) {
    return SvgWriter.write(
        sheet.marks(), Palette.LIGHT, sheet.size(), sheet.size().width(), sheet.title());
  }

  /// The picture is there, as in the window.
  @Benchmark
  public String write() {
    return svgOf(sheet);
  }

  /// From the machine on: layout, picture, text.
  @Benchmark
  public String layOutDrawAndWrite() {
    return svgOf(sheetOf(platform));
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 3)
  public int lstopo() throws IOException, InterruptedException {
    return run(
        "lstopo-no-graphics",
        "--input",
        folder.resolve("hwloc.xml").toString(),
        "--if",
        "xml",
        "--whole-io",
        "--of",
        "svg");
  }

  /// Given up after two minutes.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public int dot() throws IOException, InterruptedException {
    return run("dot", "-Tsvg", folder.resolve("machine.dot").toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
