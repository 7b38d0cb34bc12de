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
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A machine with thousands of endpoints below switches.
///
/// @param platform the machine
/// @param endpoints its endpoints, as many as asked for
/// @param port a port whose ACS an edit may change
record BigMachine(Platform platform, List<PciAddress> endpoints, PciAddress port) {

  private static final Origin HERE = new SourcePosition("benchmark", 1);
  private static final int DOWNSTREAM_PORTS = 12;
  private static final int FUNCTIONS_PER_PORT = 4;

  /// Several domains full of root ports, each with a switch.
  static BigMachine ofManyRootPorts(int endpoints) {
    var random = new Random(4_000);
    List<PciFunction> functions = new ArrayList<>();
    List<PciAddress> found = new ArrayList<>();
    for (int domain = 0; found.size() < endpoints; domain++) {
      drawDomain(domain, functions, found, random);
    }
    return of(functions, found.subList(0, endpoints), new PciAddress(0, 2, 3, 0));
  }

  /// One root port over one switch over everything; ports carry as many functions as it takes.
  static BigMachine ofOneRootPort(int endpoints) {
    var random = new Random(4_000);
    List<PciFunction> functions = new ArrayList<>();
    List<PciAddress> found = new ArrayList<>();
    functions.add(function(new PciAddress(0, 0, 0, 0), FunctionKind.HOST_BRIDGE, 0, 0, 0));
    functions.add(port(0, 0, 1, FunctionKind.ROOT_PORT, 1, 0xff, random));
    functions.add(port(0, 1, 0, FunctionKind.UPSTREAM_PORT, 2, 0xff, random));
    int ports = 32;
    for (int slot = 0; slot < ports; slot++) {
      int below = 3 + slot;
      functions.add(port(0, 2, slot, FunctionKind.DOWNSTREAM_PORT, below, below, random));
      for (int number = 0; number < (endpoints + ports - 1) / ports; number++) {
        var address = new PciAddress(0, below, number / 8, number % 8);
        functions.add(function(address, FunctionKind.ENDPOINT, 0, 0, 0));
        found.add(address);
      }
    }
    return of(functions, found.subList(0, endpoints), new PciAddress(0, 2, 3, 0));
  }

  private static BigMachine of(
      List<PciFunction> functions, List<PciAddress> endpoints, PciAddress port) {
    return new BigMachine(
        Platform.of(TopologyBuilder.build(functions, new DiagnosticLog()))
            .withCpu(Fact.known(new Cpu("GenuineIntel", 6), HERE)),
        List.copyOf(endpoints),
        port);
  }

  /// The same machine with ACS of the port turned over.
  Platform edited() {
    return platform.withTopology(
        platform
            .topology()
            .map(function -> function.address().equals(port) ? turnedOver(function) : function));
  }

  private static PciFunction turnedOver(PciFunction function) {
    AccessControlServices acs =
        function.capabilities().acs().ifKnown().flatMap(found -> found).orElseThrow();
    int word = acs.control().ifKnown().orElseThrow() ^ 0x0c;
    return function.withRegisters(
        function
            .capabilities()
            .replace(acs, acs.withControl(Fact.known(word, HERE), Optional.empty())),
        function.config());
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
}
