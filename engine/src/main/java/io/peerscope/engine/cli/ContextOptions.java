package io.peerscope.engine.cli;

import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the user knows of the machine and the input does not tell, or tells wrongly.
public final class ContextOptions {

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
      names = "--translators",
      paramLabel = "PLACES",
      converter = TranslatorConverter.class,
      description = {
        "Where soft-IOMMU translators hang: none, switches, root-ports, host-bridges, all,",
        "or addresses of bridges with commas between; default: switches."
      })
  private @Nullable TranslatorPlacement translators;

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
    return changed;
  }

  /// Where soft-IOMMU translators hang.
  public TranslatorPlacement translators() {
    return translators == null ? TranslatorPlacement.Named.SWITCHES : translators;
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

  static final class IommuConverter implements ITypeConverter<IommuMode> {

    IommuConverter() {}

    @Override
    public IommuMode convert(String text) {
      return IommuMode.ofSpelling(text)
          .orElseThrow(() -> no(text, "off, passthrough, translated or swiotlb-force"));
    }
  }

  static final class TranslatorConverter implements ITypeConverter<TranslatorPlacement> {

    TranslatorConverter() {}

    @Override
    public TranslatorPlacement convert(String text) {
      return TranslatorPlacement.parse(text)
          .orElseThrow(() ->
              no(text, "none, switches, root-ports, host-bridges, all or addresses of bridges"));
    }
  }

  private static TypeConversionException no(String text, String expected) {
    return new TypeConversionException("'" + text + "' is not " + expected);
  }
}
