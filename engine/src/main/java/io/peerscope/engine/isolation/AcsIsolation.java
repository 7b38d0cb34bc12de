package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a function keeps its peers apart, as Linux asks before it makes an IOMMU group
/// (`pci_acs_enabled` with SV, RR, CR and UF; `drivers/pci/pci.c`).
///
/// This differs from the redirect test of P2PDMA: quirks count, bits that the capability lacks
/// count as good, and a single-function endpoint needs no capability at all.
final class AcsIsolation {

  /// `PCI_ACS_ISOLATED`, formerly `REQ_ACS_FLAGS`.
  static final List<AcsControl> REQUIRED =
      List.of(
          AcsControl.SOURCE_VALIDATION,
          AcsControl.P2P_REQUEST_REDIRECT,
          AcsControl.P2P_COMPLETION_REDIRECT,
          AcsControl.UPSTREAM_FORWARDING);

  private final Topology topology;
  private final Identity identity;
  private final AcsQuirks quirks;
  private final Map<PciAddress, Finding> known = new HashMap<>();
  private final Map<PciAddress, Finding> knownPaths = new HashMap<>();

  AcsIsolation(Platform platform) {
    this.topology = platform.topology();
    this.identity = new Identity(topology);
    this.quirks = new AcsQuirks(platform);
  }

  /// Whether a function keeps its peers apart (`pci_acs_enabled`).
  Finding of(PciAddress address) {
    return known.computeIfAbsent(address, each -> find(topology.at(each)));
  }

  /// Whether all functions from a bridge up to the root bus do (`pci_acs_path_enabled`).
  Finding ofPath(PciAddress bridge) {
    return knownPaths.computeIfAbsent(bridge, this::findPath);
  }

  private Finding findPath(PciAddress bridge) {
    UpstreamPath path = topology.upstreamPath(bridge);
    var reasons = new ArrayList<Reason>();
    var doubts = new ArrayList<Reason>();
    for (PciAddress address : path.functions()) {
      Finding finding = of(address);
      switch (finding.answer()) {
        case NO -> {
          return Finding.no(finding.reason());
        }
        case UNKNOWN -> doubts.add(finding.reason());
        case YES -> reasons.add(finding.reason());
      }
    }
    if (path.end() instanceof Parent.Untold(var why, _)) {
      doubts.add(parentUnknown(path.functions().getLast(), why));
    }
    return doubts.isEmpty()
        ? Finding.yes(
            Reason.of(
                    "path-isolated",
                    "every port from %s up to the root bus keeps peers apart".formatted(bridge))
                .because(reasons))
        : Finding.unknown(
            Reason.of(
                    "path-unknown",
                    "whether every port from %s up to the root bus keeps peers apart is not known"
                        .formatted(bridge))
                .because(doubts));
  }

  static Reason parentUnknown(PciAddress function, String why) {
    return Reason.of(
        "parent-unknown",
        "what is above %s is not told".formatted(function),
        new Evidence(function.toString(), "parent", "unknown", why));
  }

  private Finding find(PciFunction function) {
    Optional<Finding> quirk = quirks.find(function);
    return quirk.isPresent() ? quirk.get() : byType(function);
  }

  private Finding byType(PciFunction function) {
    return switch (Identity.kindOf(function)) {
      case Unknown<FunctionKind>(var why) -> Finding.unknown(typeUnknown(function, why));
      case Known<FunctionKind> known -> byKind(function, known.value(), known.origin());
    };
  }

  private Finding byKind(PciFunction function, FunctionKind kind, Origin origin) {
    return switch (kind) {
      case ROOT_PORT, DOWNSTREAM_PORT -> byCapability(function);
      case ENDPOINT, LEGACY_ENDPOINT, RC_INTEGRATED_ENDPOINT, UPSTREAM_PORT, VIRTUAL_FUNCTION ->
          byFunctionCount(function);
      case PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, RC_EVENT_COLLECTOR ->
          never(function, "a " + kind.label() + " cannot keep peers apart", kind, origin);
      case PCI_BRIDGE, CARDBUS_BRIDGE, PCI_DEVICE, HOST_BRIDGE, FUNCTION, BRIDGE ->
          never(function, "conventional PCI cannot keep peers apart", kind, origin);
    };
  }

  static Reason typeUnknown(PciFunction function, String why) {
    return Reason.of(
        "type-unknown",
        "the Device/Port Type of %s is not told".formatted(function.address()),
        new Evidence(about(function), "Device/Port Type", "unknown", why));
  }

  private static Finding never(
      PciFunction function, String text, FunctionKind kind, Origin origin) {
    return Finding.no(
        Reason.of(
            "acs-not-applicable",
            "%s: %s".formatted(function.address(), text),
            new Evidence(about(function), "type", kind.spelling(), origin.toString())));
  }

  private Finding byFunctionCount(PciFunction function) {
    return switch (identity.isMultiFunction(function)) {
      case Known<Boolean>(Boolean multi, var origin) ->
          multi ? byCapability(function) : singleFunction(function, origin);
      case Unknown<Boolean>(var why) -> {
        Finding asMulti = byCapability(function);
        yield asMulti.answer() == Answer.YES ? asMulti : countUnknown(function, why, asMulti);
      }
    };
  }

  private static Finding singleFunction(PciFunction function, Origin origin) {
    return Finding.yes(
        Reason.of(
            "single-function",
            "%s is alone in its device and needs no ACS".formatted(function.address()),
            new Evidence(about(function), "multi-function", "0", origin.toString())));
  }

  private static Finding countUnknown(PciFunction function, String why, Finding asMulti) {
    return Finding.unknown(
        Reason.of(
                "multi-function-unknown",
                "whether %s is part of a multi-function device is not told"
                    .formatted(function.address()),
                new Evidence(about(function), "multi-function", "unknown", why))
            .because(List.of(asMulti.reason())));
  }

  /// `pci_acs_flags_enabled`: of the required bits those that the capability has must be set.
  private static Finding byCapability(PciFunction function) {
    return switch (function.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> acsUnknown(function, why);
      case Known<Optional<AccessControlServices>>(var acs, var origin) ->
          acs.map(found -> byBits(function, found)).orElseGet(() -> noCapability(function, origin));
    };
  }

  private static Finding noCapability(PciFunction function, Origin origin) {
    return Finding.no(
        Reason.of(
            "acs-missing",
            "%s has no ACS capability".formatted(function.address()),
            new Evidence(about(function), "ACS", "absent", origin.toString())));
  }

  private static Finding acsUnknown(PciFunction function, String why) {
    return Finding.unknown(
        Reason.of(
            "acs-unknown",
            "ACS of %s is not told".formatted(function.address()),
            new Evidence(about(function), "ACSCtl", "unknown", why)));
  }

  private static Finding byBits(PciFunction function, AccessControlServices acs) {
    var bits = new BitTest(function.address());
    for (AcsControl bit : REQUIRED) {
      bits.test(bit, acs.supported().map(bit::isSetIn), acs.isEnabled(bit));
    }
    return bits.finding();
  }

  private static String about(PciFunction function) {
    return function.address().toString();
  }

  /// Collects which required bits are set, clear or not told.
  static final class BitTest {

    private final PciAddress function;
    private final List<Evidence> set = new ArrayList<>();
    private final List<Evidence> clear = new ArrayList<>();
    private final List<Evidence> untold = new ArrayList<>();

    BitTest(PciAddress function) {
      this.function = function;
    }

    /// A bit that the capability lacks is good; a clear one that it may lack decides nothing.
    void test(AcsControl bit, Fact<Boolean> supported, Fact<Boolean> enabled) {
      if (supported instanceof Known<Boolean>(Boolean has, var origin) && !has) {
        set.add(evidence("ACSCap." + bit.lspciName(), "0", origin.toString()));
        return;
      }
      String name = "ACSCtl." + bit.lspciName();
      switch (enabled) {
        case Unknown<Boolean>(var why) -> untold.add(evidence(name, "unknown", why));
        case Known<Boolean>(Boolean on, var origin) -> {
          if (on) {
            set.add(evidence(name, "1", origin.toString()));
          } else if (supported instanceof Unknown<Boolean>(var why)) {
            untold.add(evidence("ACSCap." + bit.lspciName(), "unknown", why));
          } else {
            clear.add(evidence(name, "0", origin.toString()));
          }
        }
      }
    }

    private Evidence evidence(String name, String value, String source) {
      return new Evidence(function.toString(), name, value, source);
    }

    Finding finding() {
      if (!clear.isEmpty()) {
        return Finding.no(reason("acs-bits-clear", "%s does not set %s", clear));
      }
      return untold.isEmpty()
          ? Finding.yes(new Reason(function + " keeps peers apart", "acs-isolated", set, List.of()))
          : Finding.unknown(reason("acs-unknown", "whether %s sets %s is not told", untold));
    }

    private Reason reason(String code, String text, List<Evidence> bits) {
      String names =
          String.join(
              ", ",
              bits.stream()
                  .map(each -> each.name().substring(each.name().indexOf('.') + 1))
                  .toList());
      return new Reason(text.formatted(function, names), code, bits, List.of());
    }
  }
}
