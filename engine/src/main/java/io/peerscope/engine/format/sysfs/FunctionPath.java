package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.Parent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the path of a function in `/sys/devices` tells of its place.
///
///     pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:1d.0/10000:e1:00.0
///       → root bus 10000:e0, opened by 0000:00:0e.0, below 10000:e0:1d.0
///
/// @param rootBus the root bus that it hangs below
/// @param bridge the function right above; empty on the root bus
/// @param opener the function whose driver made the root bus, such as a VMD function
public record FunctionPath(
    PciBus rootBus, Optional<PciAddress> bridge, Optional<PciAddress> opener) {

  private static final Pattern ROOT_BUS = Pattern.compile("pci([0-9a-f]{4,8}):([0-9a-f]{2})");

  /// The place of the function whose folder this is; empty where the path does not lead from a root
  /// bus through functions alone.
  public static Optional<FunctionPath> parse(String path) {
    String[] steps = path.split("/", -1);
    for (int at = steps.length - 2; at >= 0; at--) {
      Optional<PciBus> rootBus = rootBus(steps[at]);
      if (rootBus.isPresent()) {
        Optional<PciAddress> bridge =
            at == steps.length - 2 ? Optional.empty() : PciAddress.parse(steps[steps.length - 2]);
        Optional<PciAddress> opener = at == 0 ? Optional.empty() : PciAddress.parse(steps[at - 1]);
        return Optional.of(new FunctionPath(rootBus.get(), bridge, opener));
      }
      if (PciAddress.parse(steps[at]).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// What is right above.
  public Parent parent() {
    return bridge.<Parent>map(Parent.Below::new).orElseGet(() -> new Parent.RootBus(rootBus));
  }

  /// The bus that a folder such as `pci0000:40` stands for.
  static Optional<PciBus> rootBus(String name) {
    Matcher matcher = ROOT_BUS.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new PciBus(
                Integer.parseUnsignedInt(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2), 16)))
        : Optional.empty();
  }
}
