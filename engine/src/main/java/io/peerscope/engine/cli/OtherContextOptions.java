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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The circumstances of the second side of a comparison, where they are others than those of the
/// first: [ContextOptions], each with `with-` before its name.
final class OtherContextOptions {

  @Option(
      names = "--with-kernel",
      paramLabel = "V",
      converter = ContextOptions.KernelConverter.class,
      description = "Linux version of the second side.")
  private @Nullable KernelVersion kernel;

  @Option(
      names = "--with-cpu",
      paramLabel = "VENDOR/FAMILY",
      converter = ContextOptions.CpuConverter.class,
      description = "Processor of the second side.")
  private @Nullable Cpu cpu;

  @Option(
      names = "--with-iommu",
      paramLabel = "MODE",
      converter = ContextOptions.IommuConverter.class,
      description = "How the second side maps DMA.")
  private @Nullable IommuMode iommu;

  @Option(
      names = "--with-kernel-args",
      paramLabel = "TEXT",
      converter = ContextOptions.KernelArgumentsConverter.class,
      description = "As if the second side was booted with this kernel command line.")
  private @Nullable KernelArguments kernelArguments;

  @Option(
      names = "--with-firmware-acs",
      paramLabel = "VALUE",
      converter = ContextOptions.FirmwareAcsConverter.class,
      description = "ACS control word that firmware left on the second side.")
  private @Nullable Fact<Integer> firmwareAcs;

  @Option(
      names = "--with-translators",
      paramLabel = "PLACES",
      converter = ContextOptions.TranslatorConverter.class,
      description = "Where soft-IOMMU translators hang on the second side.")
  private @Nullable TranslatorPlacement translators;

  @Option(
      names = "--with-platform",
      paramLabel = "NAME",
      converter = ContextOptions.PlatformConverter.class,
      description = "Named platform rules of the second side.")
  private @Nullable PlatformRules rules;

  /// Nothing given yet; picocli fills the options.
  OtherContextOptions() {}

  /// Whether the second side is under the circumstances of the first.
  boolean areAbsent() {
    return words().isEmpty();
  }

  /// The machine under these circumstances.
  Platform applyTo(Platform platform) {
    Platform changed = platform;
    if (kernel != null) {
      changed = changed.withKernel(given(kernel, "--with-kernel"));
    }
    if (cpu != null) {
      changed = changed.withCpu(given(cpu, "--with-cpu"));
    }
    if (iommu != null) {
      changed = changed.withIommu(given(iommu, "--with-iommu"));
    }
    if (rules != null) {
      changed = changed.withFirmware(given(rules.name(), "--with-platform"));
    }
    if (kernelArguments == null && firmwareAcs == null) {
      return changed;
    }
    KernelArguments arguments = kernelArguments == null ? KernelArguments.none() : kernelArguments;
    Fact<Integer> left =
        firmwareAcs == null
            ? Fact.unknown(
                "the ACS control that firmware left is not known; --with-firmware-acs tells it")
            : firmwareAcs;
    return new KernelBoot(arguments, left).of(changed);
  }

  private static <T> Fact<T> given(T value, String option) {
    return Fact.known(value, new GivenByOption(option));
  }

  /// Where translators hang, if that is said.
  Optional<TranslatorPlacement> translators() {
    return Optional.ofNullable(translators);
  }

  /// `Linux 6.1, IOMMU off`; empty where nothing was given.
  String words() {
    List<String> words = new ArrayList<>();
    add(words, "Linux", kernel);
    add(words, "CPU", cpu);
    add(words, "IOMMU", iommu == null ? null : iommu.spelling());
    add(words, "platform", rules == null ? null : rules.name());
    add(words, "other kernel arguments", kernelArguments == null ? null : "");
    add(words, "other firmware ACS", firmwareAcs == null ? null : "");
    add(words, "other translators", translators == null ? null : "");
    return String.join(", ", words);
  }

  private static void add(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.add((name + " " + value).strip());
    }
  }
}
