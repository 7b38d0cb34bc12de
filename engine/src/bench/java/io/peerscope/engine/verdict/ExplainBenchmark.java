package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One DMA explained with its whole trace, on machines of the sample topologies.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExplainBenchmark {

  /// Machine and DMA: a peer below one switch, one that is redirected, one across host bridges.
  public enum Story {
    ONE_SWITCH("01-one-switch.txt", "0000:04:00.0", "0000:03:00.0:BAR2+0x1000"),
    ACS_REDIRECT("04-acs-redirect.txt", "0000:04:00.0", "0000:03:00.0:BAR2+0x1000"),
    TWO_HOST_BRIDGES("03-two-host-bridges-zen.txt", "0000:04:00.0", "0000:41:00.0:BAR1+0x2000"),
    EIGHT_GPUS("09-eight-gpus.txt", "0000:04:00.0", "0000:03:00.0:BAR2+0x100000");

    private final String file;
    private final String client;
    private final String target;

    Story(String file, String client, String target) {
      this.file = file;
      this.client = client;
      this.target = target;
    }

    private Judge judge() throws IOException {
      Path path =
          Path.of(System.getProperty("peerscope.root", "."), "sample-topologies").resolve(file);
      var input = new Input(file, Files.readAllBytes(path));
      return new Judge(
          PlatformReader.read(List.of(input)).platform(), TranslatorPlacement.Named.SWITCHES);
    }

    private DmaRequest request() {
      return DmaRequest.page(
          PciAddress.parse(client).orElseThrow(),
          DmaTarget.parse(target).orElseThrow(),
          Operation.READ);
    }
  }

  @Param Story story = Story.ONE_SWITCH;

  private Judge judge =
      new Judge(Platform.of(Topology.empty()), TranslatorPlacement.Named.SWITCHES);
  private DmaRequest request = story.request();

  @Setup
  public void read() throws IOException {
    judge = story.judge();
    request = story.request();
  }

  @Benchmark
  public Verdict explain() {
    return judge.judge(request);
  }
}
