package io.peerscope.app.canvas;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// Builds topologies for tests: `new Machine().rootPort("00:01.0",
/// 1).endpoint("01:00.0").topology()`.
public final class Machine {

  private static final Inferred SAID = new Inferred("a test says so");
  private static final Fact<Optional<BridgeBuses>> NO_BRIDGE = Fact.known(Optional.empty(), SAID);
  private static final int NETWORK = 0x0200;

  private final List<PciFunction> functions = new ArrayList<>();

  public Machine() {}

  public static PciAddress at(String address) {
    return PciAddress.parse(address).orElseThrow();
  }

  /// One switch with three endpoints below root bus 00, and one endpoint below root bus 40.
  public static Machine withSwitch() {
    return new Machine()
        .rootPort("00:01.0", 1)
        .upstreamPort("01:00.0", 2, 5)
        .downstreamPort("02:00.0", 3)
        .downstreamPort("02:01.0", 4)
        .downstreamPort("02:02.0", 5)
        .endpoint("03:00.0")
        .endpoint("04:00.0")
        .endpoint("05:00.0")
        .rootPort("40:01.0", 0x41)
        .endpoint("41:00.0");
  }

  public Machine rootPort(String address, int bus) {
    return bridge(address, FunctionKind.ROOT_PORT, bus, bus);
  }

  public Machine upstreamPort(String address, int bus, int last) {
    return bridge(address, FunctionKind.UPSTREAM_PORT, bus, last);
  }

  public Machine downstreamPort(String address, int bus) {
    return bridge(address, FunctionKind.DOWNSTREAM_PORT, bus, bus);
  }

  public Machine bridge(String address, FunctionKind kind, int bus, int last) {
    PciAddress at = at(address);
    var buses = new BridgeBuses(at.bus(), bus, last);
    return add(at, kind, 0x0604, Fact.known(Optional.of(buses), SAID), "Bridge");
  }

  /// A bridge of which the input does not tell what is behind it.
  public Machine bridgeOfUnknownBuses(String address, FunctionKind kind) {
    return add(at(address), kind, 0x0604, Fact.unknown("a test does not say"), "Bridge");
  }

  public Machine endpoint(String address) {
    return endpoint(address, NETWORK, "Mellanox Technologies MT27800 Family [ConnectX-5]");
  }

  public Machine endpoint(String address, int classCode, String name) {
    return add(at(address), FunctionKind.ENDPOINT, classCode, NO_BRIDGE, name);
  }

  /// A function that sits on a root bus by itself.
  public Machine integrated(String address, int classCode) {
    return add(
        at(address), FunctionKind.RC_INTEGRATED_ENDPOINT, classCode, NO_BRIDGE, "Integrated");
  }

  private Machine add(
      PciAddress at,
      FunctionKind kind,
      int classCode,
      Fact<Optional<BridgeBuses>> buses,
      String name) {
    functions.add(
        new PciFunction(
            at,
            kind,
            Fact.known(new VendorDevice(0x15b3, 0x1017), SAID),
            Fact.known(new ClassCode(classCode, OptionalInt.empty()), SAID),
            "",
            name,
            buses,
            List.of(),
            List.of(),
            new Capabilities(List.of(), Optional.empty(), Optional.empty()),
            ConfigSpace.none(),
            SystemFacts.unknown("a test does not say"),
            new SourcePosition("test", 1)));
    return this;
  }

  public Topology topology() {
    return TopologyBuilder.build(functions, new DiagnosticLog());
  }

  /// Some machine: several root buses, switches in switches, multi-function devices, lost
  /// functions.
  public static Topology random(Random random) {
    var machine = new Machine();
    int rootBuses = 1 + random.nextInt(4);
    for (int domain = 0; domain < rootBuses; domain++) {
      new RandomDomain(machine, random, domain).fill();
    }
    return machine.topology();
  }

  private static final class RandomDomain {

    private static final int[] CLASSES = {0x0200, 0x0302, 0x0108, 0x0c03};

    private final Machine machine;
    private final Random random;
    private final int domain;
    private int nextBus = 1;

    RandomDomain(Machine machine, Random random, int domain) {
      this.machine = machine;
      this.random = random;
      this.domain = domain;
    }

    void fill() {
      for (int i = 0; i < random.nextInt(14); i++) {
        machine.integrated(name(0, 0x10 + i / 8, i % 8), CLASSES[random.nextInt(2)]);
      }
      int ports = 1 + random.nextInt(12);
      for (int port = 0; port < ports && nextBus < 200; port++) {
        int bus = nextBus++;
        int at = machine.functions.size();
        if (random.nextInt(4) > 0) {
          below(bus, 0);
        }
        machine.bridge(name(0, port, 0), FunctionKind.ROOT_PORT, bus, nextBus - 1);
        machine.functions.add(at, machine.functions.removeLast());
      }
      if (random.nextInt(3) == 0) {
        machine.endpoint(name(250, 0, 0));
      }
    }

    private void below(int bus, int depth) {
      if (depth < 3 && nextBus < 180 && random.nextInt(3) == 0) {
        aSwitch(bus, depth);
        return;
      }
      int functions = 1 + random.nextInt(3);
      for (int function = 0; function < functions; function++) {
        machine.endpoint(
            name(bus, 0, function), CLASSES[random.nextInt(CLASSES.length)], "Some device");
      }
    }

    private void aSwitch(int bus, int depth) {
      int inner = nextBus++;
      int ports = 1 + random.nextInt(12);
      for (int port = 0; port < ports && nextBus < 190; port++) {
        int below = nextBus++;
        if (random.nextInt(3) > 0) {
          below(below, depth + 1);
        }
        machine.bridge(name(inner, port, 0), FunctionKind.DOWNSTREAM_PORT, below, nextBus - 1);
      }
      machine.bridge(name(bus, 0, 0), FunctionKind.UPSTREAM_PORT, inner, nextBus - 1);
    }

    private String name(int bus, int device, int function) {
      return new PciAddress(domain, bus, device, function).toString();
    }
  }
}
