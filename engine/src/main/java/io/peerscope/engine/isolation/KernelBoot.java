package io.peerscope.engine.isolation;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What a kernel makes of a machine's ACS controls and IOMMU when it boots with given arguments
/// (`pci_enable_acs`, `drivers/pci/pci.c`).
///
/// Control words of the input are not looked at, they may stem from another boot. Each function
/// with an ACS capability starts from the firmware's value; with an IOMMU on, the kernel sets SV,
/// RR, CR and UF where the capability has them, with `pci=noats` TB too; then the arguments count:
///
/// * up to 6.10 `disable_acs_redir` clears RR, CR and EC in the value the kernel had set;
/// * from 6.11 on `disable_acs_redir` and then `config_acs` start again from the firmware's value.
///
/// Bits that an unknown firmware value, IOMMU or kernel version leaves open stay unknown.
public final class KernelBoot {

  private static final KernelVersion CONFIG_ACS = new KernelVersion(6, 11);
  private static final int STANDARD_BITS = 0x7f;
  private static final int ENHANCED = 0x80;
  private static final int ENHANCED_BITS = 0x1f80;

  private static final int DEFAULTS =
      AcsIsolation.REQUIRED.stream().mapToInt(AcsControl::mask).reduce(0, (all, bit) -> all | bit);

  private final KernelArguments arguments;
  private final Fact<Integer> firmwareAcs;

  /// @param arguments the kernel command line
  /// @param firmwareAcs ACS Control word that firmware left on every function
  public KernelBoot(KernelArguments arguments, Fact<Integer> firmwareAcs) {
    this.arguments = arguments;
    this.firmwareAcs = firmwareAcs;
  }

  /// The machine as it is after the boot.
  public Platform of(Platform before) {
    Platform platform = before.withIommu(iommu(before));
    Fact<Boolean> iommuOn = isIommuOn(platform);
    var quirks = new AcsQuirks(platform);
    return platform.withTopology(
        platform
            .topology()
            .map(function -> new OneFunction(platform, quirks, function, iommuOn).booted()));
  }

  private Fact<IommuMode> iommu(Platform before) {
    Optional<IommuMode> mode = before.iommu().ifKnown();
    boolean off =
        arguments.iommu().map(on -> !on).orElse(mode.filter(KernelBoot::isOff).isPresent());
    boolean on = arguments.iommu().orElse(isIommuOn(before).ifKnown().orElse(false));
    if (off) {
      return arguments.forceBounce() || mode.filter(IommuMode.SWIOTLB_FORCE::equals).isPresent()
          ? told(IommuMode.SWIOTLB_FORCE)
          : told(IommuMode.OFF);
    }
    Optional<Boolean> identity =
        arguments
            .passthrough()
            .or(() -> mode.map(IommuMode.PASSTHROUGH::equals))
            .or(() -> arguments.iommu().map(_ -> false));
    if (!on) {
      return before.iommu();
    }
    if (identity.isEmpty()) {
      return Fact.unknown("neither the input nor an argument tells the default domain type");
    }
    if (!identity.get()) {
      return told(IommuMode.TRANSLATED);
    }
    return arguments.forceBounce()
        ? Fact.unknown("swiotlb=force together with identity domains is not modelled")
        : told(IommuMode.PASSTHROUGH);
  }

  private static Fact<IommuMode> told(IommuMode mode) {
    return Fact.known(mode, new Inferred("--kernel-args"));
  }

  private static boolean isOff(IommuMode mode) {
    return switch (mode) {
      case OFF, SWIOTLB_FORCE -> true;
      case PASSTHROUGH, TRANSLATED -> false;
    };
  }

  /// Whether the kernel found an IOMMU: told by the mode, else shown by groups in the input.
  private static Fact<Boolean> isIommuOn(Platform platform) {
    if (platform.iommu() instanceof Known<IommuMode>(var mode, var origin)) {
      return Fact.known(!isOff(mode), origin);
    }
    boolean hasGroups =
        platform.topology().functions().stream()
            .anyMatch(function -> function.system().iommuGroup().ifKnown().isPresent());
    return hasGroups
        ? Fact.known(true, new Inferred("the input names IOMMU groups"))
        : Fact.unknown("the input does not tell whether an IOMMU is on");
  }

  /// The boot of one function.
  private final class OneFunction {

    private final Platform platform;
    private final AcsQuirks quirks;
    private final PciFunction function;
    private final Fact<Boolean> iommuOn;
    private final StringBuilder story = new StringBuilder("as if booted with --kernel-args");

    OneFunction(Platform platform, AcsQuirks quirks, PciFunction function, Fact<Boolean> iommuOn) {
      this.platform = platform;
      this.quirks = quirks;
      this.function = function;
      this.iommuOn = iommuOn;
    }

    PciFunction booted() {
      Capabilities capabilities = function.capabilities();
      return capabilities
          .acs()
          .ifKnown()
          .flatMap(acs -> acs)
          .map(acs -> booted(capabilities, acs))
          .orElse(function);
    }

    private PciFunction booted(Capabilities capabilities, AccessControlServices acs) {
      Optional<Integer> doubleWord = quirks.doubleWordControl(function);
      ControlWord word = word(acs);
      if (doubleWord.isPresent()) {
        return function.withRegisters(capabilities, doubleWord(doubleWord.get(), word));
      }
      var origin = new Inferred(story.toString());
      return function.withRegisters(
          capabilities.replace(
              acs, acs.withControl(word.word(origin, whyUnknown()), word.bits(origin))),
          function.config());
    }

    /// Only the bits that grouping asks for need to be known: nothing else reads this register.
    private ConfigSpace doubleWord(int offset, ControlWord word) {
      ConfigSpace config = function.config();
      if (!config.has(offset, 4)) {
        return config;
      }
      return (word.known() & DEFAULTS) == DEFAULTS
          ? config.withU32(offset, word.value() | (config.u32(offset) & ~word.known()))
          : config.withoutRow(offset);
    }

    private String whyUnknown() {
      return switch (firmwareAcs) {
        case Unknown<Integer>(var why) -> why;
        case Known<Integer> _ -> "it is not known what this boot makes of it (" + story + ")";
      };
    }

    private ControlWord word(AccessControlServices acs) {
      if (!(acs.supported() instanceof Known<Integer>(Integer supported, _))) {
        return ControlWord.unknown();
      }
      int settable =
          (supported & STANDARD_BITS) | ((supported & ENHANCED) != 0 ? ENHANCED_BITS : 0);
      ControlWord firmware = firmware().clear(~settable & 0xffff);
      ControlWord kernel = defaults(firmware, supported);
      return arguments(firmware, kernel).clear(~settable & 0xffff);
    }

    private ControlWord firmware() {
      return switch (firmwareAcs) {
        case Known<Integer>(Integer word, var origin) -> {
          story.append("; firmware left 0x%04x (%s)".formatted(word, origin));
          yield ControlWord.of(word);
        }
        case Unknown<Integer> _ -> ControlWord.unknown();
      };
    }

    /// `pci_std_enable_acs`. Ports that face outside, where TB is set too, are not known.
    private ControlWord defaults(ControlWord firmware, int supported) {
      int bits =
          supported & (DEFAULTS | (arguments.noAts() ? AcsControl.TRANSLATION_BLOCKING.mask() : 0));
      return switch (iommuOn) {
        case Unknown<Boolean> _ -> firmware.set(bits).orElse(firmware);
        case Known<Boolean>(Boolean on, _) -> {
          if (on) {
            story.append("; an IOMMU is on: |= 0x%04x".formatted(bits));
          }
          yield on ? firmware.set(bits) : firmware;
        }
      };
    }

    private ControlWord arguments(ControlWord firmware, ControlWord kernel) {
      return switch (platform.kernel()) {
        case Unknown<KernelVersion> _ -> early(kernel).orElse(late(firmware, kernel));
        case Known<KernelVersion>(var version, _) ->
            version.compareTo(CONFIG_ACS) < 0 ? early(kernel) : late(firmware, kernel);
      };
    }

    /// Up to 6.10: `config_acs` is not known yet.
    private ControlWord early(ControlWord kernel) {
      return change(
          kernel, arguments.disableRedirects(), (word, change) -> word.clear(change.mask()));
    }

    private ControlWord late(ControlWord firmware, ControlWord kernel) {
      ControlWord redirected =
          change(kernel, arguments.disableRedirects(), (_, change) -> apply(firmware, change));
      return change(redirected, arguments.configure(), (_, change) -> apply(firmware, change));
    }

    private static ControlWord apply(ControlWord firmware, AcsChange change) {
      return firmware.clear(change.mask()).set(change.flags());
    }

    /// The first item that names the function counts.
    private ControlWord change(
        ControlWord word,
        List<AcsChange> changes,
        BiFunction<ControlWord, AcsChange, ControlWord> effect) {
      for (int at = 0; at < changes.size(); at++) {
        AcsChange change = changes.get(at);
        Optional<Boolean> matches = change.devices().matches(platform.topology(), function);
        if (matches.isEmpty()) {
          ControlWord otherwise = change(word, changes.subList(at + 1, changes.size()), effect);
          return effect.apply(word, change).orElse(otherwise);
        }
        if (matches.get()) {
          story.append("; ").append(change.text());
          return effect.apply(word, change);
        }
      }
      return word;
    }
  }
}
