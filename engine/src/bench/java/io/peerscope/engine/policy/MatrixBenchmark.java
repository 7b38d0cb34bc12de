package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/// All pairs of a machine with thousands of endpoints below two-level switches in several domains.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixBenchmark {

  private static final Origin HERE = new SourcePosition("benchmark", 1);
  private static final int DOWNSTREAM_PORTS = 12;
  private static final int FUNCTIONS_PER_PORT = 4;

  @Param("4000")
  int endpoints;

  private Platform platform = Platform.of(Topology.empty());
  private List<PciAddress> columns = List.of();

  @Setup
  public void draw() {
    var random = new Random(4_000);
    List<PciFunction> functions = new ArrayList<>();
    List<PciAddress> found = new ArrayList<>();
    for (int domain = 0; found.size() < endpoints; domain++) {
      drawDomain(domain, functions, found, random);
    }
    columns = List.copyOf(found.subList(0, endpoints));
    platform =
        Platform.of(TopologyBuilder.build(functions, new DiagnosticLog()))
            .withCpu(Fact.known(new Cpu("GenuineIntel", 6), HERE));
  }

  /// Root ports with one switch each, as many as the bus numbers of a domain allow.
  private static void drawDomain(
      int domain, List<PciFunction> functions, List<PciAddress> found, Random random) {
    functions.add(function(new PciAddress(domain, 0, 0, 0), FunctionKind.HOST_BRIDGE, 0, 0, 0));
    int bus = 1;
    for (int port = 1; bus + DOWNSTREAM_PORTS + 1 < 0x100; port++) {
      int upstream = bus;
      int internal = bus + 1;
      int last = internal + DOWNSTREAM_PORTS;
      functions.add(port(domain, 0, port, FunctionKind.ROOT_PORT, upstream, last, random));
      functions.add(port(domain, upstream, 0, FunctionKind.UPSTREAM_PORT, internal, last, random));
      for (int slot = 0; slot < DOWNSTREAM_PORTS; slot++) {
        int below = internal + 1 + slot;
        functions.add(
            port(domain, internal, slot, FunctionKind.DOWNSTREAM_PORT, below, below, random));
        for (int number = 0; number < FUNCTIONS_PER_PORT; number++) {
          var address = new PciAddress(domain, below, 0, number);
          functions.add(function(address, FunctionKind.ENDPOINT, 0, 0, 0));
          found.add(address);
        }
      }
      bus = last + 1;
    }
  }

  private static PciFunction port(
      int domain,
      int bus,
      int device,
      FunctionKind kind,
      int secondary,
      int subordinate,
      Random random) {
    int acs = random.nextInt(8) == 0 ? 0x1d : 0x11;
    return function(new PciAddress(domain, bus, device, 0), kind, secondary, subordinate, acs);
  }

  private static PciFunction function(
      PciAddress address, FunctionKind kind, int secondary, int subordinate, int acs) {
    Optional<BridgeBuses> buses =
        secondary == 0
            ? Optional.empty()
            : Optional.of(new BridgeBuses(address.bus(), secondary, subordinate));
    List<Capability> capabilities =
        acs == 0
            ? List.of()
            : List.of(
                new AccessControlServices(
                    0x148,
                    Fact.known(0x5f, HERE),
                    Fact.known(acs, HERE),
                    Fact.unknown("no vector")));
    return new PciFunction(
        address,
        kind,
        Fact.known(new VendorDevice(0x8086, 0x09a2), HERE),
        Fact.unknown("not told"),
        "",
        "",
        Fact.known(buses, HERE),
        List.of(),
        List.of(),
        new Capabilities(capabilities, Optional.empty(), Optional.empty()),
        ConfigSpace.none(),
        SystemFacts.unknown("not told"),
        new SourcePosition("benchmark", 1));
  }

  /// The matrix as the command line asks for it: rules read, hierarchy numbered, rows filled.
  @Benchmark
  public P2pMatrix matrix() {
    return new LinuxP2pdma(platform).matrix(columns);
  }
}
