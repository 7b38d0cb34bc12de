package io.peerscope.engine.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of a kernel command line that decides ACS controls and how DMA is mapped.
///
/// @param disableRedirects items of `pci=disable_acs_redir=`
/// @param configure items of `pci=config_acs=`
/// @param noAts `pci=noats`
/// @param iommu `intel_iommu=on` and the like: whether an IOMMU is switched on or off
/// @param passthrough `iommu=pt`, `iommu.passthrough=`: whether domains are identity
/// @param forceBounce `swiotlb=force`
/// @param remarks what in these arguments the kernel would not understand
public record KernelArguments(
    List<AcsChange> disableRedirects,
    List<AcsChange> configure,
    boolean noAts,
    Optional<Boolean> iommu,
    Optional<Boolean> passthrough,
    boolean forceBounce,
    List<String> remarks) {

  public KernelArguments {
    disableRedirects = List.copyOf(disableRedirects);
    configure = List.copyOf(configure);
    remarks = List.copyOf(remarks);
  }

  /// No argument at all.
  public static KernelArguments none() {
    return parse("");
  }

  /// Reads a command line; arguments that decide other things are passed over.
  public static KernelArguments parse(String commandLine) {
    var parser = new Parser();
    for (String argument : commandLine.replace("\"", "").strip().split("\\s+", -1)) {
      parser.read(argument);
    }
    return parser.arguments();
  }

  private static final class Parser {

    private List<AcsChange> disableRedirects = List.of();
    private List<AcsChange> configure = List.of();
    private boolean noAts;
    private Optional<Boolean> iommu = Optional.empty();
    private Optional<Boolean> passthrough = Optional.empty();
    private boolean forceBounce;
    private final List<String> remarks = new ArrayList<>();

    void read(String argument) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        return;
      }
      String value = argument.substring(equals + 1);
      switch (argument.substring(0, equals)) {
        case "pci" -> readPci(value);
        case "intel_iommu", "amd_iommu" -> List.of(value.split(",", -1)).forEach(this::readSwitch);
        case "iommu" -> List.of(value.split(",", -1)).forEach(this::readIommu);
        case "iommu.passthrough" -> passthrough = truth(value).or(() -> passthrough);
        case "swiotlb" -> forceBounce |= List.of(value.split(",", -1)).contains("force");
        default -> {}
      }
    }

    private void readSwitch(String word) {
      switch (word) {
        case "on", "sm_on" -> iommu = Optional.of(true);
        case "off" -> iommu = Optional.of(false);
        default -> {}
      }
    }

    private void readIommu(String word) {
      switch (word) {
        case "off" -> iommu = Optional.of(false);
        case "pt" -> passthrough = Optional.of(true);
        case "nopt" -> passthrough = Optional.of(false);
        default -> {}
      }
    }

    private static Optional<Boolean> truth(String value) {
      return switch (value) {
        case "1", "y", "Y", "on" -> Optional.of(true);
        case "0", "n", "N", "off" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    /// Commas separate the options of `pci=` before any of them is read (`pci_setup`).
    private void readPci(String options) {
      String before = "";
      for (String option : options.split(",", -1)) {
        if (option.startsWith("disable_acs_redir=")) {
          disableRedirects = AcsChange.disableRedirects(valueOf(option), remarks);
        } else if (option.startsWith("config_acs=")) {
          configure = AcsChange.configure(valueOf(option), remarks);
        } else if (option.equals("noats")) {
          noAts = true;
        } else if (looksLikeItem(option) && before.contains("acs")) {
          remarks.add(
              "pci=: a comma ends %s; '%s' is ignored, put ; between devices"
                  .formatted(before, option));
          continue;
        }
        before = option.substring(0, Math.max(0, option.indexOf('=')));
      }
    }

    private static boolean looksLikeItem(String option) {
      String device = option.substring(option.indexOf('@') + 1);
      return DeviceSelector.parse(device).isPresent();
    }

    private static String valueOf(String option) {
      return option.substring(option.indexOf('=') + 1);
    }

    KernelArguments arguments() {
      return new KernelArguments(
          disableRedirects, configure, noAts, iommu, passthrough, forceBounce, remarks);
    }
  }
}
