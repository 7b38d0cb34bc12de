package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A 4 KiB dump of thousands of functions: bytes to topology, and beside it `lspci -F` on the same
/// bytes.
///
/// The set-up prints the size, so that MB/s = MB / score.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class HexImportBenchmark {

  @Param({"4000", "10000"})
  public int functions;

  private byte[] dump = new byte[0];
  private Path file = Path.of("");

  @Setup(Level.Trial)
  public void makeDump() throws IOException {
    dump = SyntheticDump.ofFunctions(functions);
    file = Files.createTempFile("peerscope", ".txt");
    Files.write(file, dump);
    int made = SyntheticDump.functionsIn(dump);
    int read = importHex().platform().topology().size();
    if (read != made) {
      throw new IllegalStateException("%d functions made, %d read".formatted(made, read));
    }
    System.out.printf("# %d functions, %.1f MB%n", made, dump.length / 1e6);
  }

  @TearDown(Level.Trial)
  public void removeDump() throws IOException {
    Files.deleteIfExists(file);
  }

  /// Rows, registers, capabilities and the tree.
  @Benchmark
  public Reading importHex() {
    return PlatformReader.read(List.of(new Input("dump", dump)));
  }

  /// The tree by lspci, its start included.
  @Benchmark
  public int lspciTree() throws IOException, InterruptedException {
    return lspci("-t");
  }

  /// Class and ids by lspci, its start included.
  @Benchmark
  public int lspciNumbers() throws IOException, InterruptedException {
    return lspci("-n");
  }

  private int lspci(String option) throws IOException, InterruptedException {
    return new ProcessBuilder("lspci", "-F", file.toString(), option)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
