package io.peerscope.app.document;

import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;

/// Under which circumstances a DMA is judged: what the user chose beside the input.
///
/// @param kernel the Linux release whose rules apply
/// @param cpu the processor
/// @param iommu how DMA is mapped
/// @param strategy where the code hangs that knows of peer memory, and with it the soft-IOMMUs
/// @param firmware a platform with DMA rules of its own
public record Context(
    Choice<KernelVersion> kernel,
    Choice<Cpu> cpu,
    Choice<IommuMode> iommu,
    MappingStrategy strategy,
    Choice<String> firmware) {

  /// Translators on switches, and the rest as the input tells; where it does not tell the kernel,
  /// the rules of the newest release apply.
  public static Context standard() {
    return new Context(
        new Choice.FromFile<>(),
        new Choice.FromFile<>(),
        new Choice.FromFile<>(),
        MappingStrategy.of(TranslatorPlacement.Named.SWITCHES),
        new Choice.FromFile<>());
  }

  /// The machine as these choices make it.
  public Platform applyTo(Platform asRead) {
    return asRead
        .withKernel(kernel.over(asRead.kernel(), "--kernel"))
        .withCpu(cpu.over(asRead.cpu(), "--cpu"))
        .withIommu(iommu.over(asRead.iommu(), "--iommu"))
        .withFirmware(firmware.over(asRead.firmware(), "--platform"));
  }

  public Context withCpu(Choice<Cpu> newCpu) {
    return new Context(kernel, newCpu, iommu, strategy, firmware);
  }

  public Context withIommu(Choice<IommuMode> newIommu) {
    return new Context(kernel, cpu, newIommu, strategy, firmware);
  }

  public Context withKernel(Choice<KernelVersion> newKernel) {
    return new Context(newKernel, cpu, iommu, strategy, firmware);
  }

  /// Where soft-IOMMU translators hang; nowhere under a strategy that has none.
  public TranslatorPlacement translators() {
    return strategy.translators();
  }

  /// Hangs translators elsewhere; a strategy that has none gives way to one that has.
  public Context withTranslators(TranslatorPlacement newTranslators) {
    return withStrategy(
        strategy instanceof MappingStrategy.TranslatorsAlone
            ? new MappingStrategy.TranslatorsAlone(newTranslators)
            : MappingStrategy.of(newTranslators));
  }

  public Context withStrategy(MappingStrategy newStrategy) {
    return new Context(kernel, cpu, iommu, newStrategy, firmware);
  }
}
