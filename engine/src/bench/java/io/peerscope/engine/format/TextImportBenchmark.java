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

/// Verbose text and XML of thousands of functions: bytes to topology, and beside it the programs
/// that write or read the same.
///
/// The set-up prints the sizes, so that MB/s = MB / score.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextImportBenchmark {

  @Param({"10000"})
  public int functions;

  private Path dump = Path.of("");
  private Path xml = Path.of("");
  private byte[] verbose = new byte[0];
  private byte[] hwloc = new byte[0];

  @Setup(Level.Trial)
  public void makeTexts() throws IOException {
    dump = Files.createTempFile("peerscope", ".txt");
    Files.write(dump, SyntheticDump.ofFunctions(functions));
    verbose = output("lspci", "-F", dump.toString(), "-D", "-vvv");
    hwloc = SyntheticHwloc.ofObjects(functions);
    xml = Files.createTempFile("peerscope", ".xml");
    Files.write(xml, hwloc);
    System.out.printf(
        "# lspci -vvv: %d functions, %.1f MB; hwloc: %d functions, %.1f MB%n",
        importVerbose().platform().topology().size(),
        verbose.length / 1e6,
        importHwloc().platform().topology().size(),
        hwloc.length / 1e6);
  }

  @TearDown(Level.Trial)
  public void removeTexts() throws IOException {
    Files.deleteIfExists(dump);
    Files.deleteIfExists(xml);
  }

  /// Headers, properties, capabilities and the tree.
  @Benchmark
  public Reading importVerbose() {
    return PlatformReader.read(List.of(new Input("verbose", verbose)));
  }

  /// All PCI objects of hwloc.
  @Benchmark
  public Reading importHwloc() {
    return PlatformReader.read(List.of(new Input("hwloc", hwloc)));
  }

  /// The same text, written by lspci.
  @Benchmark
  public byte[] lspciVerbose() throws IOException {
    return output("lspci", "-F", dump.toString(), "-D", "-vvv");
  }

  /// The same XML, read and printed by lstopo.
  @Benchmark
  public byte[] lstopo() throws IOException {
    return output(
        "lstopo-no-graphics",
        "--if",
        "xml",
        "-i",
        xml.toString(),
        "--filter",
        "io:all",
        "--of",
        "console");
  }

  private static byte[] output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return process.getInputStream().readAllBytes();
  }
}
