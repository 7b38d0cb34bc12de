package io.peerscope.engine.policy;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.policy.Finding.Answer;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// Trusts host bridges whose root device a kernel's list names.
///
/// `host_bridge_whitelist`, `drivers/pci/p2pdma.c`. The root device is the first function of the
/// root bus, if that sits at 00.0 or, since 5.19, is a root port; no other function of the bus is
/// looked at.
final class HostBridgeListRule {

  private final Topology topology;
  private final KernelProfile profile;

  HostBridgeListRule(Topology topology, KernelProfile profile) {
    this.topology = topology;
    this.profile = profile;
  }

  /// Whether traffic may turn around inside one host bridge.
  Finding askInside(HostBridge bridge) {
    return ask(bridge, true);
  }

  /// Whether traffic may go from one host bridge to another.
  Finding askAcross(HostBridge provider, HostBridge client) {
    Finding first = ask(provider, false);
    Finding second = ask(client, false);
    List<Reason> both = List.of(second.reason(), first.reason());
    if (first.answer() == Answer.NO || second.answer() == Answer.NO) {
      return Finding.no(refusedAcross(provider, client, first, second).because(both));
    }
    if (first.answer() == Answer.UNKNOWN || second.answer() == Answer.UNKNOWN) {
      return Finding.unknown(
          Reason.of(
                  "host-bridge-unknown",
                  "whether %s lists both host bridges, %s and %s, is not known"
                      .formatted(profile, client, provider))
              .because(both));
    }
    return Finding.yes(
        Reason.of(
                "host-bridge-listed",
                "%s lists both host bridges, %s and %s".formatted(profile, client, provider))
            .because(both));
  }

  private Reason refusedAcross(
      HostBridge provider, HostBridge client, Finding first, Finding second) {
    String listed;
    if (first.answer() == Answer.NO && second.answer() == Answer.NO) {
      listed = "%s lists neither for crossing".formatted(profile);
    } else {
      HostBridge refused = first.answer() == Answer.NO ? provider : client;
      listed = "%s does not list %s for crossing".formatted(profile, refused);
    }
    return Reason.of(
        "host-bridge-crossing",
        "the two hang off different host bridges, %s and %s, and %s"
            .formatted(client, provider, listed));
  }

  private Finding ask(HostBridge bridge, boolean inside) {
    PciFunction first = topology.at(bridge.functions().getFirst());
    return switch (first.id()) {
      case Known<VendorDevice>(var id, var origin) ->
          ofRootDevice(bridge, first, id, origin.toString(), inside);
      case Unknown<VendorDevice>(var why) -> ofNamelessDevice(bridge, first, why);
    };
  }

  private Finding ofRootDevice(
      HostBridge bridge, PciFunction first, VendorDevice id, String source, boolean inside) {
    var evidence = new Evidence(first.address().toString(), "vendor:device", id.toString(), source);
    Optional<HostBridgeRow> row = profile.hostBridges().find(id);
    Answer isRootDevice = isRootDevice(first);
    if (row.isEmpty() || isRootDevice == Answer.NO) {
      return Finding.no(notListed(bridge, first, id, isRootDevice, evidence));
    }
    Evidence tableRow = row.get().evidence(bridge.toString());
    if (row.get().onlyInside() && !inside) {
      return Finding.no(
          Reason.of(
              "host-bridge-not-listed",
              "%s lists host bridge %s (%s) only for traffic inside it"
                  .formatted(profile, bridge, row.get().who()),
              evidence,
              tableRow));
    }
    if (isRootDevice == Answer.UNKNOWN) {
      return Finding.unknown(
          Reason.of(
              "host-bridge-unknown",
              "whether %s, the first function of root bus %s, is a root port is not told"
                  .formatted(first.address(), bridge),
              evidence));
    }
    return Finding.yes(
        Reason.of(
            "host-bridge-listed",
            "%s lists host bridge %s (%s)".formatted(profile, bridge, row.get().who()),
            evidence,
            tableRow));
  }

  private Finding ofNamelessDevice(HostBridge bridge, PciFunction first, String why) {
    var evidence = new Evidence(first.address().toString(), "vendor:device", "unknown", why);
    if (isRootDevice(first) == Answer.NO) {
      return Finding.no(noRootDevice(bridge, first, evidence));
    }
    return Finding.unknown(
        Reason.of(
            "host-bridge-unknown",
            "vendor and device of %s, which stands for host bridge %s, are not told"
                .formatted(first.address(), bridge),
            evidence));
  }

  private Reason notListed(
      HostBridge bridge,
      PciFunction first,
      VendorDevice id,
      Answer isRootDevice,
      Evidence evidence) {
    if (isRootDevice == Answer.NO) {
      return noRootDevice(bridge, first, evidence);
    }
    return Reason.of(
        "host-bridge-not-listed",
        "%s does not list host bridge %s (%s, %s)".formatted(profile, bridge, first.address(), id),
        evidence);
  }

  private Reason noRootDevice(HostBridge bridge, PciFunction first, Evidence evidence) {
    return Reason.of(
        "host-bridge-not-listed",
        "the first function of root bus %s, %s, %s, so nothing stands"
                .formatted(bridge, first.address(), profile.rules().rootDevice().missed())
            + " for the host bridge",
        evidence);
  }

  private Answer isRootDevice(PciFunction first) {
    if (first.address().devfn() == 0) {
      return Answer.YES;
    }
    return switch (profile.rules().rootDevice()) {
      case AT_00_0 -> Answer.NO;
      case AT_00_0_OR_ROOT_PORT -> isRootPort(first);
    };
  }

  private static Answer isRootPort(PciFunction first) {
    if (first.kind() == FunctionKind.ROOT_PORT) {
      return Answer.YES;
    }
    boolean typeUntold =
        first.kind() == FunctionKind.BRIDGE || first.kind() == FunctionKind.FUNCTION;
    return typeUntold ? Answer.UNKNOWN : Answer.NO;
  }
}
