package io.peerscope.engine.isolation;

import io.peerscope.engine.config.AcsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a kernel argument does to the ACS Control word of some functions: one item of
/// `pci=disable_acs_redir=` or `pci=config_acs=`.
///
/// @param devices the functions
/// @param mask the bits that are given a value; the others keep that of the firmware
/// @param flags the values
/// @param text the item as it was spelled
public record AcsChange(DeviceSelector devices, int mask, int flags, String text) {

  /// `PCI_ACS_RR | PCI_ACS_CR | PCI_ACS_EC`.
  static final int REDIRECTS =
      AcsControl.P2P_REQUEST_REDIRECT.mask()
          | AcsControl.P2P_COMPLETION_REDIRECT.mask()
          | AcsControl.P2P_EGRESS_CONTROL.mask();

  private static final int MOST_FLAGS = 7;

  /// The value of `disable_acs_redir=`: selectors with `;` between. As in the kernel, the first
  /// item that is not understood ends the list.
  static List<AcsChange> disableRedirects(String value, List<String> remarks) {
    var changes = new ArrayList<AcsChange>();
    for (String item : value.split(";", -1)) {
      Optional<DeviceSelector> devices = DeviceSelector.parse(item);
      if (devices.isEmpty()) {
        remarks.add(notUnderstood("disable_acs_redir", item));
        break;
      }
      changes.add(new AcsChange(devices.get(), REDIRECTS, 0, "pci=disable_acs_redir=" + item));
    }
    return changes;
  }

  /// The value of `config_acs=`: `flags@selector` with `;` between. Flags are `0`, `1` or `x`, the
  /// rightmost is bit 0.
  ///
  ///     0010x@02:00.0      keeps SV, clears TB, sets RR, clears CR and UF
  static List<AcsChange> configure(String value, List<String> remarks) {
    var changes = new ArrayList<AcsChange>();
    for (String item : value.split(";", -1)) {
      Optional<AcsChange> change = configureOne(item);
      if (change.isEmpty()) {
        remarks.add(notUnderstood("config_acs", item));
        break;
      }
      changes.add(change.get());
    }
    return changes;
  }

  private static String notUnderstood(String option, String item) {
    return "pci=%s=: the kernel would not understand '%s' and ignore it and what follows"
        .formatted(option, item);
  }

  private static Optional<AcsChange> configureOne(String item) {
    int at = item.indexOf('@');
    if (at < 0 || !item.substring(0, at).matches("[01xX]*")) {
      return Optional.empty();
    }
    String flags = item.substring(0, at);
    int mask = 0;
    int values = 0;
    for (int bit = 0; bit < flags.length(); bit++) {
      char flag = flags.charAt(flags.length() - 1 - bit);
      if (flag == '0' || flag == '1') {
        if (bit >= MOST_FLAGS) {
          return Optional.empty();
        }
        mask |= 1 << bit;
        values |= (flag - '0') << bit;
      }
    }
    int mask0 = mask;
    int values0 = values;
    return DeviceSelector.parse(item.substring(at + 1))
        .map(devices -> new AcsChange(devices, mask0, values0, "pci=config_acs=" + item));
  }
}
