package io.peerscope.engine.isolation;

import io.peerscope.engine.fact.Evidence;
import java.util.Arrays;
import java.util.List;

/// A row of the kernel's list of functions whose isolation differs from what their ACS capability
/// says (`pci_dev_acs_enabled`, `drivers/pci/quirks.c`).
///
/// @param row ids and place in our table
/// @param scope to which functions with these ids it applies
/// @param effect what it says
/// @param who the product in words
record AcsQuirk(DeviceRow row, Scope scope, Effect effect, String who) {

  private static final int COLUMNS = 5;

  /// The rows in the order of the kernel's list.
  static final List<AcsQuirk> ALL =
      DeviceRow.load("acs-quirks.tsv", COLUMNS).stream().map(AcsQuirk::of).toList();

  enum Scope {
    ANY("any"),
    ROOT_PORT("root-port"),
    /// Root and downstream ports.
    PORT("port"),
    RC_INTEGRATED_ENDPOINT("rc-integrated-endpoint"),
    /// A multi-function device on a root bus, with an AMD IOMMU in the machine.
    SOUTHBRIDGE("southbridge");

    private final String spelling;

    Scope(String spelling) {
      this.spelling = spelling;
    }
  }

  enum Effect {
    /// As if SV, RR, CR and UF were set.
    PROVIDED("provided"),
    /// As if none were.
    NOT_PROVIDED("not-provided"),
    /// Provided where the kernel could set chipset registers at boot.
    INTEL_PCH("intel-pch"),
    /// Capability and control are double words, control at +8.
    INTEL_SPT("intel-spt");

    private final String spelling;

    Effect(String spelling) {
      this.spelling = spelling;
    }
  }

  private static AcsQuirk of(DeviceRow row) {
    return new AcsQuirk(
        row, scope(row.columns().getFirst()), effect(row.columns().get(1)), row.columns().get(2));
  }

  private static Scope scope(String text) {
    return Arrays.stream(Scope.values())
        .filter(scope -> scope.spelling.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scope " + text));
  }

  private static Effect effect(String text) {
    return Arrays.stream(Effect.values())
        .filter(effect -> effect.spelling.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no effect " + text));
  }

  Evidence evidence(String about) {
    return new Evidence(about, "ACS quirk", who, row.position().toString());
  }
}
