package io.peerscope.engine.format;

import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import java.util.List;
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

/// How long a document of 10,000 functions with 4 KiB of registers each takes to open and to write.
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SingleShotTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class DocumentBenchmark {

  private static final int FUNCTIONS = 10_000;

  private PeerscopeDocument document;
  private byte[] written;

  @Setup
  public void prepare() {
    byte[] dump = SyntheticDump.ofFunctions(FUNCTIONS);
    document =
        PeerscopeDocument.of(PlatformReader.read(List.of(new Input("dump", dump))).platform());
    written = DocumentWriter.write(document);
    System.out.printf(
        "%d functions, %d KiB%n", document.platform().topology().size(), written.length / 1024);
  }

  @Benchmark
  public byte[] write() {
    return DocumentWriter.write(document);
  }

  @Benchmark
  public DocumentReading read() {
    return DocumentReader.read("document", written);
  }
}
