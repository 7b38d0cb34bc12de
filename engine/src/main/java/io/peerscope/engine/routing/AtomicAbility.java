package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// What each function does with atomic operations, by its Device Capabilities 2 and Device Control
/// 2.
final class AtomicAbility {

  /// What is in the way at one function.
  ///
  /// @param sure whether it is known to be, or only may be
  record Fault(PciAddress at, boolean sure, Reason reason) {}

  private final Topology topology;

  AtomicAbility(Topology topology) {
    this.topology = topology;
  }

  /// Whether the function may send one. A virtual function goes by what its physical one says.
  Optional<Fault> request(PciFunction function) {
    PciFunction says =
        topology.physicalFunctionOf(function.address()).flatMap(topology::find).orElse(function);
    return unless(
        says,
        true,
        atomics(says).requests(),
        "DevCtl2.AtomicOpsCtl.ReqEn",
        "atomic-requester-disabled",
        "%s is not enabled to send atomic operations");
  }

  /// Whether the port hands one on.
  Optional<Fault> route(PciFunction port) {
    return unless(
        port,
        true,
        atomics(port).routed(),
        "DevCap2.AtomicOpsCap.Routing",
        "atomic-not-routed",
        "%s does not route atomic operations");
  }

  /// Whether the port lets one out.
  Optional<Fault> leave(PciFunction port) {
    return unless(
        port,
        false,
        atomics(port).egressBlocked(),
        "DevCtl2.AtomicOpsCtl.EgressBlck",
        "atomic-egress-blocked",
        "%s lets no atomic operation out, and answers with Unsupported Request");
  }

  /// Whether the function does what one asks of it.
  Optional<Fault> complete(PciFunction function, Tlp tlp) {
    AtomicOps atomics = atomics(function);
    return switch (tlp.operandBytes().orElse(0)) {
      case 4 -> completes(function, atomics.completes32(), "32bit");
      case 8 -> completes(function, atomics.completes64(), "64bit");
      case 16 -> completes(function, atomics.completes128(), "128bitCAS");
      default -> completesBoth(function, atomics);
    };
  }

  /// Whether RAM is behind a root port that does; what no root port stands for is not told.
  Optional<Fault> completeInMemory(PciFunction port, Tlp tlp) {
    return port.kind() == FunctionKind.ROOT_PORT
        ? complete(port, tlp)
        : Optional.of(
            new Fault(
                port.address(),
                false,
                Reason.of(
                    "atomic-unknown",
                    "no root port is above %s to say what the root complex does with atomic operations"
                        .formatted(port.address()))));
  }

  private Optional<Fault> completes(PciFunction function, Fact<Boolean> able, String size) {
    return unless(
        function,
        true,
        able,
        "DevCap2.AtomicOpsCap." + size,
        "atomic-not-completed",
        "%s does not take atomic operations of this size");
  }

  /// Where the size is left open, both must do; where one does, the size decides.
  private Optional<Fault> completesBoth(PciFunction function, AtomicOps atomics) {
    Optional<Fault> small = completes(function, atomics.completes32(), "32bit");
    Optional<Fault> large = completes(function, atomics.completes64(), "64bit");
    boolean differ = small.filter(Fault::sure).isPresent() != large.filter(Fault::sure).isPresent();
    if (!differ) {
      return small.isPresent() ? small : large;
    }
    String text =
        "%s takes atomic operations of 32 and of 64 bits not alike, and the size is not told"
            .formatted(function.address());
    List<Evidence> evidence =
        List.of(
            evidence(function, "DevCap2.AtomicOpsCap.32bit", atomics.completes32()),
            evidence(function, "DevCap2.AtomicOpsCap.64bit", atomics.completes64()));
    return Optional.of(
        new Fault(
            function.address(),
            false,
            new Reason(text, "atomic-size-unknown", evidence, List.of())));
  }

  private Optional<Fault> unless(
      PciFunction function,
      boolean wanted,
      Fact<Boolean> bit,
      String name,
      String code,
      String refusal) {
    PciAddress at = function.address();
    if (isConventional(function.kind())) {
      return Optional.of(
          new Fault(
              at,
              true,
              Reason.of(
                  "atomic-conventional",
                  "conventional PCI (%s) has no atomic operations".formatted(at))));
    }
    Evidence evidence = evidence(function, name, bit);
    return switch (bit) {
      case Known<Boolean>(Boolean on, _) ->
          on.equals(wanted)
              ? Optional.empty()
              : Optional.of(new Fault(at, true, Reason.of(code, refusal.formatted(at), evidence)));
      case Unknown<Boolean> _ ->
          Optional.of(
              new Fault(
                  at,
                  false,
                  Reason.of(
                      "atomic-unknown",
                      "what %s does with atomic operations is not told".formatted(at),
                      evidence)));
    };
  }

  private static Evidence evidence(PciFunction function, String name, Fact<Boolean> bit) {
    String about = function.address().toString();
    return switch (bit) {
      case Known<Boolean>(Boolean on, var origin) ->
          new Evidence(about, name, on ? "1" : "0", origin.toString());
      case Unknown<Boolean>(var why) -> new Evidence(about, name, "unknown", why);
    };
  }

  private static AtomicOps atomics(PciFunction function) {
    return switch (function.capabilities().pciExpress()) {
      case Unknown<Optional<PciExpress>>(var why) -> AtomicOps.unknown(why);
      case Known<Optional<PciExpress>>(var express, _) ->
          express
              .map(PciExpress::atomicOps)
              .orElseGet(() -> AtomicOps.unknown("no PCI Express capability is shown"));
    };
  }

  private static boolean isConventional(FunctionKind kind) {
    return switch (kind) {
      case PCI_DEVICE, PCI_BRIDGE, CARDBUS_BRIDGE, PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE -> true;
      case HOST_BRIDGE,
          ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }
}
