package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.WindowKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The register of a function that decides a step, as the rule of the step names it.
///
///     ACSCtl.ReqRedir = 1 (dump.txt:12)           bit ReqRedir of ACSCtl
///     prefetchable memory window 0x…-0x…          the window's base and limit
///     BAR 2, 0x…-0x…                              base address register 2
public sealed interface DecidingRegister {

  /// Whose register it is.
  PciAddress function();

  /// What it is called, for people.
  String words();

  /// A control of the ACS capability.
  record AcsBit(PciAddress function, AcsControl control) implements DecidingRegister {
    @Override
    public String words() {
      return "ACSCtl." + control.lspciName();
    }
  }

  /// Base and limit of a window of a bridge.
  record Window(PciAddress function, WindowKind kind) implements DecidingRegister {
    @Override
    public String words() {
      return kind.label() + " window";
    }
  }

  /// A base address register.
  record BaseAddress(PciAddress function, int bar) implements DecidingRegister {
    @Override
    public String words() {
      return "BAR " + bar;
    }
  }

  /// The bus numbers of a bridge.
  record BusNumbers(PciAddress function) implements DecidingRegister {
    @Override
    public String words() {
      return "bus numbers";
    }
  }

  Pattern ACS = Pattern.compile("ACSCtl\\.(\\w+)(?: of (\\S+))?.*");
  Pattern WINDOW = Pattern.compile("(.*) window 0x.*");
  Pattern BAR = Pattern.compile("BAR (\\d+),.*");

  /// The register of a step; empty where something else decides.
  static Optional<DecidingRegister> of(DmaStep step) {
    Matcher acs = ACS.matcher(step.rule());
    if (acs.matches()) {
      Optional<PciAddress> named = Optional.ofNullable(acs.group(2)).flatMap(PciAddress::parse);
      Optional<PciAddress> function = named.or(() -> functionOf(step));
      return function.flatMap(at -> control(acs.group(1)).map(bit -> new AcsBit(at, bit)));
    }
    return functionOf(step).flatMap(at -> ofDecoder(at, step.rule()));
  }

  private static Optional<DecidingRegister> ofDecoder(PciAddress at, String rule) {
    Matcher window = WINDOW.matcher(rule);
    if (window.matches()) {
      return kind(window.group(1)).map(kind -> new Window(at, kind));
    }
    Matcher bar = BAR.matcher(rule);
    if (bar.matches()) {
      return Optional.of(new BaseAddress(at, Integer.parseInt(bar.group(1))));
    }
    return rule.equals("bus numbers") ? Optional.of(new BusNumbers(at)) : Optional.empty();
  }

  private static Optional<PciAddress> functionOf(DmaStep step) {
    return step.at() instanceof Place.AtFunction(var function)
        ? Optional.of(function)
        : Optional.empty();
  }

  private static Optional<AcsControl> control(String name) {
    return Arrays.stream(AcsControl.values())
        .filter(control -> control.lspciName().equals(name))
        .findFirst();
  }

  private static Optional<WindowKind> kind(String label) {
    return Arrays.stream(WindowKind.values())
        .filter(kind -> kind.label().equals(label))
        .findFirst();
  }
}
