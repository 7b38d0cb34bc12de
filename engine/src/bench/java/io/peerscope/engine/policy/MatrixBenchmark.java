package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Random;
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

/// All pairs of a machine with thousands of endpoints, with one thread alone.
///
/// 4,000 endpoints are 16 million pairs: 160 ms are 10 ns for each. Beside it the way a graph
/// library goes: a path for every pair.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixBenchmark {

  private static final int PATHS = 10_000;

  /// How the machine is built.
  public enum Shape {
    /// Hundreds of root ports in several domains.
    MANY_ROOT_PORTS,
    /// Everything below one switch, so that every pair has a cell.
    ONE_ROOT_PORT
  }

  @Param("4000")
  int endpoints;

  @Param Shape shape = Shape.MANY_ROOT_PORTS;

  private List<PciAddress> columns = List.of();
  private Platform platform = Platform.of(Topology.empty());
  private Platform edited = platform;
  private Platform onAmd = platform;
  private P2pMatrix before = new LinuxP2pdma(platform).matrix(columns);
  private TopologyGraph graph = new TopologyGraph(platform.topology());

  @Setup
  public void draw() {
    BigMachine machine =
        switch (shape) {
          case MANY_ROOT_PORTS -> BigMachine.ofManyRootPorts(endpoints);
          case ONE_ROOT_PORT -> BigMachine.ofOneRootPort(endpoints);
        };
    platform = machine.platform();
    columns = machine.endpoints();
    edited = machine.edited();
    onAmd =
        platform.withCpu(
            Fact.known(new Cpu("AuthenticAMD", 0x19), new SourcePosition("benchmark", 1)));
    before = new LinuxP2pdma(platform).matrix(columns);
    graph = new TopologyGraph(platform.topology());
  }

  /// The matrix as the command line asks for it: rules read, hierarchy numbered, cells filled.
  @Benchmark
  public P2pMatrix matrix() {
    return new LinuxP2pdma(platform).matrix(columns);
  }

  /// The same, and type and reason of every pair looked at.
  @Benchmark
  public long matrixWithEveryReason() {
    P2pMatrix matrix = new LinuxP2pdma(platform).matrix(columns);
    long known = 0;
    for (int row = 0; row < columns.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        known += matrix.typeAt(row, column).isPresent() ? 1 : 0;
        known += matrix.reasonCodeAt(row, column).length();
      }
    }
    return known;
  }

  /// ACS of one port is different.
  @Benchmark
  public P2pMatrix afterOneEdit() {
    return new LinuxP2pdma(edited).matrix(columns, before);
  }

  /// The processor is another.
  @Benchmark
  public P2pMatrix afterAnotherProcessor() {
    return new LinuxP2pdma(onAmd).matrix(columns, before);
  }

  /// Time for 10,000 pairs, each by a lowest common ancestor and a path of JGraphT.
  @Benchmark
  public int pathsOfTenThousandPairs() {
    var random = new Random(1);
    int steps = 0;
    for (int pair = 0; pair < PATHS; pair++) {
      PciAddress from = columns.get(random.nextInt(columns.size()));
      PciAddress to = columns.get(random.nextInt(columns.size()));
      steps += graph.path(from, to).map(List::size).orElse(0);
    }
    return steps;
  }
}
