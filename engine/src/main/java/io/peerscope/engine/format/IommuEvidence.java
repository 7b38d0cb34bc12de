package io.peerscope.engine.format;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsIommu;
import io.peerscope.engine.platform.IommuMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the inputs show of how DMA is mapped: domain types in sysfs, the kernel's command line, its
/// log.
///
/// The kernel logs a default domain type even where it found no IOMMU, so `Translated` alone tells
/// nothing; `Passthrough` is right either way: addresses go out unchanged.
final class IommuEvidence {

  private final Told<IommuMode> domainType =
      new Told<>("the input does not tell whether an IOMMU translates");
  private final Map<IommuMode, SourcePosition> inUse = new EnumMap<>(IommuMode.class);
  private Optional<SourcePosition> off = Optional.empty();
  private Optional<SourcePosition> identity = Optional.empty();
  private Optional<SourcePosition> forcedBounce = Optional.empty();
  private Optional<SourcePosition> commandLine = Optional.empty();
  private Optional<SourcePosition> absent = Optional.empty();
  private Optional<String> otherType = Optional.empty();
  private boolean present;

  /// Takes in the options that the kernel was booted with.
  void readCommandLine(String options, SourcePosition at) {
    commandLine = commandLine.or(() -> Optional.of(at));
    for (String option : options.split("\\s+", -1)) {
      switch (option) {
        case "iommu=off", "intel_iommu=off", "amd_iommu=off" -> off = Optional.of(at);
        case "iommu=pt", "iommu.passthrough=1" -> identity = Optional.of(at);
        case "swiotlb=force" -> forcedBounce = Optional.of(at);
        default -> {}
      }
    }
  }

  /// Takes in the default domain type of the kernel's log.
  void tellDomainType(IommuMode mode, SourcePosition at) {
    domainType.tell(mode, at);
  }

  /// Something shows an IOMMU at work.
  void tellPresent() {
    present = true;
  }

  /// Takes in the groups and units of sysfs.
  void read(SysfsIommu sysfs) {
    present |= sysfs.groups() || sysfs.units();
    absent = absent.or(sysfs::absent);
    sysfs
        .types()
        .forEach((type, position) -> {
          Optional<IommuMode> mode = mode(type);
          mode.ifPresent(known -> inUse.putIfAbsent(known, position));
          otherType = mode.isPresent() ? otherType : Optional.of(type);
        });
  }

  /// The domain types of `iommu_group_show_type` (`drivers/iommu/iommu.c`).
  private static Optional<IommuMode> mode(String type) {
    return switch (type) {
      case "DMA", "DMA-FQ" -> Optional.of(IommuMode.TRANSLATED);
      case "identity" -> Optional.of(IommuMode.PASSTHROUGH);
      default -> Optional.empty();
    };
  }

  Fact<IommuMode> fact() {
    if (inUse.size() > 1) {
      return Fact.unknown("some IOMMU groups translate and some pass addresses through");
    }
    if (otherType.isPresent()) {
      return Fact.unknown(
          "some IOMMU groups are of type '%s', which does not tell how DMA is mapped"
              .formatted(otherType.get()));
    }
    if (!inUse.isEmpty()) {
      return ofGroups();
    }
    if (present) {
      return domainType.isTold() || identity.isEmpty()
          ? domainType.fact()
          : Fact.known(IommuMode.PASSTHROUGH, identity.get());
    }
    if (forcedBounce.isPresent()) {
      return Fact.known(IommuMode.SWIOTLB_FORCE, forcedBounce.get());
    }
    if (off.isPresent()) {
      return Fact.known(IommuMode.OFF, off.get());
    }
    return absent.isPresent() ? withoutIommu() : ofLog();
  }

  /// With identity domains the kernel maps directly, and then `swiotlb=force` would bounce.
  private Fact<IommuMode> ofGroups() {
    var entry = inUse.entrySet().iterator().next();
    return entry.getKey() == IommuMode.PASSTHROUGH && forcedBounce.isPresent()
        ? Fact.unknown("an IOMMU passes addresses through, and swiotlb=force bounces pages")
        : Fact.known(entry.getKey(), entry.getValue());
  }

  private Fact<IommuMode> withoutIommu() {
    return commandLine
        .<Fact<IommuMode>>map(_ -> Fact.known(IommuMode.OFF, absent.orElseThrow()))
        .orElseGet(() ->
            Fact.unknown(
                "there is no IOMMU; the kernel's command line, which could say swiotlb=force, is"
                    + " not in the input"));
  }

  private Fact<IommuMode> ofLog() {
    boolean translated =
        domainType.fact().ifKnown().filter(IommuMode.TRANSLATED::equals).isPresent();
    return translated
        ? Fact.unknown("the kernel names a default domain type, but nothing shows an IOMMU")
        : domainType.fact();
  }
}
