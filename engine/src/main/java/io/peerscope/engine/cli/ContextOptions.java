package io.peerscope.engine.cli;

import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.isolation.KernelArguments;
import io.peerscope.engine.isolation.KernelBoot;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.PlatformRules;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the user knows of the machine and the input does not tell, or tells wrongly.
public final class ContextOptions {

  private static final Fact<Integer> FIRMWARE_ACS_UNKNOWN =
      Fact.unknown("the ACS control that firmware left is not known; --firmware-acs tells it");

  @Option(
      names = "--kernel",
      paramLabel = "V",
      converter = KernelConverter.class,
      description = {
        "Linux version whose rules apply, e.g. 6.1, or maintainer for the PCI maintainers' tree;",
        "default: the input's, else the newest release."
      })
  private @Nullable KernelVersion kernel;

  @Option(
      names = "--cpu",
      paramLabel = "VENDOR/FAMILY",
      converter = CpuConverter.class,
      description = "Processor, e.g. AuthenticAMD/0x17 or GenuineIntel/6; default: the input's.")
  private @Nullable Cpu cpu;

  @Option(
      names = "--iommu",
      paramLabel = "MODE",
      converter = IommuConverter.class,
      description =
          "How DMA is mapped: off, passthrough, translated or swiotlb-force; default: the input's.")
  private @Nullable IommuMode iommu;

  @Option(
      names = "--kernel-args",
      paramLabel = "TEXT",
      converter = KernelArgumentsConverter.class,
      description = {
        "As if booted with this kernel command line: pci=disable_acs_redir=, pci=config_acs=,",
        "pci=noats, intel_iommu=, iommu=pt, iommu.passthrough=, swiotlb=force."
      })
  private @Nullable KernelArguments kernelArguments;

  @Option(
      names = "--firmware-acs",
      paramLabel = "VALUE",
      converter = FirmwareAcsConverter.class,
      description = {
        "ACS control word, in hex, that firmware left on every function before the kernel booted,",
        "or unknown; default: unknown. A value means a boot, with --kernel-args or without."
      })
  private Fact<Integer> firmwareAcs = FIRMWARE_ACS_UNKNOWN;

  @Option(
      names = "--translators",
      paramLabel = "PLACES",
      converter = TranslatorConverter.class,
      description = {
        "Where soft-IOMMU translators hang: none, switches, root-ports, host-bridges, all,",
        "or bridges and root buses (0000:00) with commas between; default: switches."
      })
  private @Nullable TranslatorPlacement translators;

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformConverter.class,
      description = {
        "Named platform rules: generic, powernv, pseries or power-store-only; default: the",
        "input's, else generic."
      })
  private @Nullable PlatformRules rules;

  /// Nothing given yet; picocli fills the options.
  public ContextOptions() {}

  /// The machine with what the options say in place of what the input said.
  public Platform applyTo(Platform platform) {
    Platform changed = platform;
    if (kernel != null) {
      changed = changed.withKernel(given(kernel, "--kernel"));
    }
    if (cpu != null) {
      changed = changed.withCpu(given(cpu, "--cpu"));
    }
    if (iommu != null) {
      changed = changed.withIommu(given(iommu, "--iommu"));
    }
    if (rules != null) {
      changed = changed.withFirmware(given(rules.name(), "--platform"));
    }
    return isBoot() ? new KernelBoot(arguments(), firmwareAcs).of(changed) : changed;
  }

  /// As [#applyTo(Platform)], and tells what in the kernel arguments the kernel would ignore.
  public Platform applyTo(Platform platform, Streams streams) {
    arguments().remarks().forEach(remark -> streams.tell("peerscope: --kernel-args " + remark));
    return applyTo(platform);
  }

  /// Without these options the control words of the input count as they are.
  private boolean isBoot() {
    return kernelArguments != null || firmwareAcs.ifKnown().isPresent();
  }

  private KernelArguments arguments() {
    return kernelArguments == null ? KernelArguments.none() : kernelArguments;
  }

  /// Where soft-IOMMU translators hang.
  public TranslatorPlacement translators() {
    return translators == null ? TranslatorPlacement.Named.SWITCHES : translators;
  }

  /// Whether `--translators` was given.
  boolean placesTranslators() {
    return translators != null;
  }

  private static <T> Fact<T> given(T value, String option) {
    return Fact.known(value, new GivenByOption(option));
  }

  static final class KernelConverter implements ITypeConverter<KernelVersion> {

    KernelConverter() {}

    @Override
    public KernelVersion convert(String text) {
      return KernelVersion.parse(text)
          .orElseThrow(() -> no(text, "a version such as 6.1 or the word maintainer"));
    }
  }

  static final class CpuConverter implements ITypeConverter<Cpu> {

    CpuConverter() {}

    @Override
    public Cpu convert(String text) {
      return Cpu.parse(text).orElseThrow(() -> no(text, "VENDOR/FAMILY such as AuthenticAMD/0x17"));
    }
  }

  static final class PlatformConverter implements ITypeConverter<PlatformRules> {

    PlatformConverter() {}

    @Override
    public PlatformRules convert(String text) {
      return PlatformRules.all().stream()
          .filter(rules -> rules.name().equals(text))
          .findFirst()
          .orElseThrow(() ->
              no(
                  text,
                  "one of "
                      + PlatformRules.all().stream()
                          .map(PlatformRules::name)
                          .collect(Collectors.joining(", "))));
    }
  }

  static final class IommuConverter implements ITypeConverter<IommuMode> {

    IommuConverter() {}

    @Override
    public IommuMode convert(String text) {
      return IommuMode.ofSpelling(text)
          .orElseThrow(() -> no(text, "off, passthrough, translated or swiotlb-force"));
    }
  }

  static final class KernelArgumentsConverter implements ITypeConverter<KernelArguments> {

    KernelArgumentsConverter() {}

    @Override
    public KernelArguments convert(String text) {
      return KernelArguments.parse(text);
    }
  }

  static final class FirmwareAcsConverter implements ITypeConverter<Fact<Integer>> {

    FirmwareAcsConverter() {}

    @Override
    public Fact<Integer> convert(String text) {
      if (text.equals("unknown")) {
        return FIRMWARE_ACS_UNKNOWN;
      }
      if (!text.matches("(0[xX])?[0-9a-fA-F]{1,4}")) {
        throw no(text, "a control word such as 0 or 0x1d, or unknown");
      }
      int digits = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
      return given(Integer.parseInt(text.substring(digits), 16), "--firmware-acs");
    }
  }

  static final class TranslatorConverter implements ITypeConverter<TranslatorPlacement> {

    TranslatorConverter() {}

    @Override
    public TranslatorPlacement convert(String text) {
      return TranslatorPlacement.parse(text)
          .orElseThrow(() ->
              no(text, "none, switches, root-ports, host-bridges, all, or bridges and root buses"));
    }
  }

  private static TypeConversionException no(String text, String expected) {
    return new TypeConversionException("'" + text + "' is not " + expected);
  }
}
