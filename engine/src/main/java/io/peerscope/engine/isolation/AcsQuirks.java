package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the kernel's device-specific knowledge says of a function (`pci_dev_specific_acs_enabled`,
/// `drivers/pci/quirks.c`): the first row that applies.
final class AcsQuirks {

  private static final Set<String> AMD = Set.of("AuthenticAMD", "HygonGenuine");
  private static final int LPC_DEVICE = 0x1f;
  private static final int ROOT_COMPLEX_BASE = 0xf0;
  private static final int SPT_CAPABILITY = 4;
  private static final int SPT_CONTROL = 8;

  private final Platform platform;
  private final Identity identity;

  AcsQuirks(Platform platform) {
    this.platform = platform;
    this.identity = new Identity(platform.topology());
  }

  /// The answer of the first row that applies; empty when none does.
  Optional<Finding> find(PciFunction function) {
    return switch (identity.idOf(function)) {
      case Unknown<VendorDevice>(var why) -> Optional.of(unknown(function, "id", why));
      case Known<VendorDevice>(var id, _) -> find(function, id);
    };
  }

  private Optional<Finding> find(PciFunction function, VendorDevice id) {
    for (AcsQuirk quirk : AcsQuirk.ALL) {
      if (quirk.row().isAbout(id)) {
        Optional<Finding> finding = find(function, quirk);
        if (finding.isPresent()) {
          return finding;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> find(PciFunction function, AcsQuirk quirk) {
    Finding applies = applies(function, quirk);
    return switch (applies.answer()) {
      case NO -> Optional.empty();
      case UNKNOWN -> Optional.of(applies);
      case YES -> effect(function, quirk);
    };
  }

  private Finding applies(PciFunction function, AcsQuirk quirk) {
    Reason reason = reason(function, quirk, "is known to Linux");
    return switch (quirk.scope()) {
      case ANY -> Finding.yes(reason);
      case ROOT_PORT -> isOneOf(function, Set.of(FunctionKind.ROOT_PORT), reason);
      case PORT ->
          isOneOf(function, Set.of(FunctionKind.ROOT_PORT, FunctionKind.DOWNSTREAM_PORT), reason);
      case RC_INTEGRATED_ENDPOINT ->
          isOneOf(function, Set.of(FunctionKind.RC_INTEGRATED_ENDPOINT), reason);
      case SOUTHBRIDGE -> inSouthbridge(function, reason);
    };
  }

  private static Finding isOneOf(PciFunction function, Set<FunctionKind> kinds, Reason reason) {
    return switch (Identity.kindOf(function)) {
      case Unknown<FunctionKind>(var why) -> unknown(function, "Device/Port Type", why);
      case Known<FunctionKind>(var kind, _) ->
          kinds.contains(kind) ? Finding.yes(reason) : Finding.no(reason);
    };
  }

  /// `pci_quirk_amd_sb_acs`: multi-function, on a root bus, and an ACPI IVRS table.
  private Finding inSouthbridge(PciFunction function, Reason reason) {
    return switch (platform.topology().parentOf(function.address())) {
      case Parent.RootBus _ -> inSouthbridgeOnRootBus(function, reason);
      case Parent.Below _ -> Finding.no(reason);
      case Parent.Untold(var why, _) -> unknown(function, "place", why);
    };
  }

  private Finding inSouthbridgeOnRootBus(PciFunction function, Reason reason) {
    if (!(identity.isMultiFunction(function) instanceof Known<Boolean>(Boolean multi, _))) {
      return unknown(function, "multi-function", "its header type is not told");
    }
    if (!multi) {
      return Finding.no(reason);
    }
    return switch (platform.cpu()) {
      case Unknown<Cpu>(var why) -> unknown(function, "AMD IOMMU", why);
      case Known<Cpu>(var cpu, _) ->
          AMD.contains(cpu.vendor()) ? Finding.yes(reason) : Finding.no(reason);
    };
  }

  private Optional<Finding> effect(PciFunction function, AcsQuirk quirk) {
    return switch (quirk.effect()) {
      case PROVIDED ->
          Optional.of(Finding.yes(reason(function, quirk, "keeps peers apart by a quirk")));
      case NOT_PROVIDED ->
          Optional.of(Finding.no(reason(function, quirk, "does not keep peers apart")));
      case INTEL_PCH -> Optional.of(ofIntelPch(function, quirk));
      case INTEL_SPT -> ofIntelSpt(function);
    };
  }

  /// The kernel turns peer decoding off through the root complex registers, where firmware enabled
  /// them (`pci_quirk_enable_intel_lpc_acs`).
  private Finding ofIntelPch(PciFunction port, AcsQuirk quirk) {
    PciAddress at = port.address();
    var lpc = new PciAddress(at.domain(), at.bus(), LPC_DEVICE, 0);
    Optional<ConfigSpace> config =
        platform
            .topology()
            .find(lpc)
            .map(PciFunction::config)
            .filter(space -> space.has(ROOT_COMPLEX_BASE, 4));
    if (config.isEmpty()) {
      return unknown(port, "RCBA of " + lpc, "the register was not dumped");
    }
    return (config.get().u32(ROOT_COMPLEX_BASE) & 1) != 0
        ? Finding.yes(reason(port, quirk, "keeps peers apart through chipset registers"))
        : Finding.no(reason(port, quirk, "cannot keep peers apart: RCBA is off"));
  }

  /// `pci_quirk_intel_spt_pch_acs`: the capability's registers are double words.
  private static Optional<Finding> ofIntelSpt(PciFunction port) {
    return switch (port.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) ->
          Optional.of(unknown(port, "ACSCtl", why));
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.map(found -> ofIntelSpt(port, found.offset()));
    };
  }

  private static Finding ofIntelSpt(PciFunction port, int offset) {
    Fact<Integer> supported = dword(port, offset + SPT_CAPABILITY);
    Fact<Integer> control = dword(port, offset + SPT_CONTROL);
    var bits = new AcsIsolation.BitTest(port.address());
    for (AcsControl bit : AcsIsolation.REQUIRED) {
      bits.test(bit, supported.map(bit::isSetIn), control.map(bit::isSetIn));
    }
    return bits.finding();
  }

  private static Fact<Integer> dword(PciFunction port, int offset) {
    return port.config().has(offset, 4)
        ? Fact.known(
            port.config().u32(offset),
            new SourcePosition(port.position().file(), port.config().lineOf(offset)))
        : Fact.unknown("this chipset's ACS registers are at other places, which were not dumped");
  }

  /// Whether the function's ACS control is the double word at +8; the place it is at, then.
  Optional<Integer> doubleWordControl(PciFunction function) {
    boolean spt =
        function
            .id()
            .ifKnown()
            .filter(id ->
                AcsQuirk.ALL.stream()
                    .filter(quirk -> quirk.effect() == AcsQuirk.Effect.INTEL_SPT)
                    .anyMatch(quirk -> quirk.row().isAbout(id)))
            .isPresent();
    if (!spt || function.kind() != FunctionKind.ROOT_PORT) {
      return Optional.empty();
    }
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(acs -> acs)
        .map(acs -> acs.offset() + SPT_CONTROL);
  }

  private static Reason reason(PciFunction function, AcsQuirk quirk, String what) {
    return Reason.of(
        "acs-quirk",
        "%s (%s) %s".formatted(function.address(), quirk.who(), what),
        quirk.evidence(function.address().toString()));
  }

  private static Finding unknown(PciFunction function, String fact, String why) {
    return new Finding(
        Answer.UNKNOWN,
        new Reason(
            "whether %s keeps peers apart depends on its %s, which is not told"
                .formatted(function.address(), fact),
            "acs-quirk-unknown",
            List.of(new Evidence(function.address().toString(), fact, "unknown", why)),
            List.of()));
  }
}
