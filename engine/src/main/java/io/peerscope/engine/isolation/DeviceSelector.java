package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.HeaderType;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a kernel argument names devices (`pci_dev_str_match`, `drivers/pci/pci.c`).
public sealed interface DeviceSelector {

  Pattern PATH =
      Pattern.compile(
          "(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})\\.([0-9a-fA-F]{1,2})"
              + "((?:/[0-9a-fA-F]{1,4}\\.[0-9a-fA-F]{1,2})*)");

  Pattern IDS = Pattern.compile("pci:([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})(?::(.*))?");

  Pattern SUBSYSTEM = Pattern.compile("([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})");

  /// Whether a function is meant; empty where the input does not tell.
  Optional<Boolean> matches(Topology topology, PciFunction function);

  /// `[domain:]bus:dev.func[/dev.func]*`: the function, and the functions to go down to from there.
  ///
  /// @param first where the path starts
  /// @param below device and function numbers further down, in routing-ID form
  record ByPath(PciAddress first, List<Integer> below) implements DeviceSelector {

    public ByPath {
      below = List.copyOf(below);
    }

    @Override
    public Optional<Boolean> matches(Topology topology, PciFunction function) {
      PciAddress at = function.address();
      for (int devfn : below.reversed()) {
        if (at.devfn() != devfn) {
          return Optional.of(false);
        }
        switch (topology.parentOf(at)) {
          case Parent.Below(var bridge) -> at = bridge;
          case Parent.RootBus _ -> {
            return Optional.of(false);
          }
          case Parent.Untold _ -> {
            return Optional.empty();
          }
        }
      }
      return Optional.of(at.equals(first));
    }
  }

  /// `pci:vendor:device[:subvendor:subdevice]`; 0 means any.
  record ById(VendorDevice id, VendorDevice subsystem) implements DeviceSelector {

    private static final int SUBSYSTEM_REGISTER = 0x2c;
    private static final int BRIDGE_SUBSYSTEM = 0x0d;

    @Override
    public Optional<Boolean> matches(Topology topology, PciFunction function) {
      Optional<Boolean> byId =
          new Identity(topology).idOf(function).ifKnown().map(actual -> fits(id, actual));
      if (byId.filter(fit -> !fit).isPresent() || isAny(subsystem)) {
        return byId;
      }
      Optional<Boolean> bySubsystem = subsystemOf(function).map(actual -> fits(subsystem, actual));
      return bySubsystem.filter(fit -> !fit).isPresent() || byId.isPresent()
          ? bySubsystem
          : Optional.empty();
    }

    private static boolean isAny(VendorDevice wanted) {
      return wanted.vendor() == 0 && wanted.device() == 0;
    }

    private static boolean fits(VendorDevice wanted, VendorDevice actual) {
      return (wanted.vendor() == 0 || wanted.vendor() == actual.vendor())
          && (wanted.device() == 0 || wanted.device() == actual.device());
    }

    private static Optional<VendorDevice> subsystemOf(PciFunction function) {
      int at = SUBSYSTEM_REGISTER;
      if (function.config().has(0x0e, 1)
          && HeaderType.of(function.config().u8(0x0e)) == HeaderType.PCI_BRIDGE) {
        OptionalInt capability =
            function.capabilities().all().stream()
                .filter(UnknownCapability.class::isInstance)
                .map(UnknownCapability.class::cast)
                .filter(each -> each.id().equals(OptionalInt.of(BRIDGE_SUBSYSTEM)))
                .mapToInt(UnknownCapability::offset)
                .findFirst();
        if (capability.isEmpty()) {
          return Optional.empty();
        }
        at = capability.getAsInt() + 4;
      }
      return function.config().has(at, 4)
          ? Optional.of(new VendorDevice(function.config().u16(at), function.config().u16(at + 2)))
          : Optional.empty();
    }
  }

  /// Reads one selector; empty where the kernel would not understand it.
  static Optional<DeviceSelector> parse(String text) {
    return text.startsWith("pci:") ? ids(text) : path(text);
  }

  private static Optional<DeviceSelector> ids(String text) {
    Matcher matcher = IDS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    VendorDevice id = pair(matcher.group(1), matcher.group(2));
    if (matcher.group(3) == null) {
      return Optional.of(new ById(id, new VendorDevice(0, 0)));
    }
    Matcher subsystem = SUBSYSTEM.matcher(matcher.group(3));
    return subsystem.matches()
        ? Optional.of(new ById(id, pair(subsystem.group(1), subsystem.group(2))))
        : Optional.empty();
  }

  private static VendorDevice pair(String vendor, String device) {
    return new VendorDevice(Integer.parseInt(vendor, 16), Integer.parseInt(device, 16));
  }

  private static Optional<DeviceSelector> path(String text) {
    Matcher matcher = PATH.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int domain = matcher.group(1) == null ? 0 : Integer.parseUnsignedInt(matcher.group(1), 16);
    int bus = Integer.parseInt(matcher.group(2), 16);
    if (bus > 0xff) {
      return Optional.empty();
    }
    var below = new ArrayList<Integer>();
    for (String step : matcher.group(5).split("/", -1)) {
      if (!step.isEmpty()) {
        String[] parts = step.split("\\.", -1);
        below.add(devfn(parts[0], parts[1]));
      }
    }
    int first = devfn(matcher.group(3), matcher.group(4));
    return Optional.of(new ByPath(PciAddress.of(new PciBus(domain, bus), first), below));
  }

  /// `PCI_DEVFN`: what is too large is cut.
  private static int devfn(String device, String function) {
    return ((Integer.parseInt(device, 16) & 0x1f) << 3) | (Integer.parseInt(function, 16) & 7);
  }
}
