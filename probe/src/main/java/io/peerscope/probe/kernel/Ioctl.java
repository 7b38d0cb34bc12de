package io.peerscope.probe.kernel;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.DataTable.Row;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The requests that the probe can make; `ioctls.tsv` tells number, kind of descriptor and level.
///
/// Whatever resets, writes, raises interrupts or takes a device from its driver is no constant, so
/// it cannot be asked.
public enum Ioctl {
  GET_API_VERSION,
  CHECK_EXTENSION,
  GROUP_GET_STATUS,
  GROUP_SET_CONTAINER,
  SET_IOMMU,
  IOMMU_GET_INFO,
  GROUP_GET_DEVICE_FD,
  DEVICE_GET_INFO,
  DEVICE_GET_REGION_INFO,
  DEVICE_GET_IRQ_INFO,
  DEVICE_FEATURE,
  IOMMU_MAP_DMA,
  IOMMU_UNMAP_DMA,
  IOAS_ALLOC,
  DEVICE_BIND_IOMMUFD,
  DEVICE_ATTACH_IOMMUFD_PT,
  IOAS_IOVA_RANGES,
  IOAS_MAP,
  IOAS_UNMAP;

  private static final Map<Ioctl, Row> TABLE = table();

  private static Map<Ioctl, Row> table() {
    var rows = new EnumMap<Ioctl, Row>(Ioctl.class);
    for (Row row : DataTable.read(Ioctl.class, "ioctls.tsv", 7)) {
      rows.put(row.word(0, Ioctl.class), row);
    }
    return rows;
  }

  private Row row() {
    return Optional.ofNullable(TABLE.get(this)).orElseThrow();
  }

  public int number() {
    return Integer.parseInt(row().at(1), 16);
  }

  public DescriptorKind on() {
    return row().word(2, DescriptorKind.class);
  }

  /// The first level that may ask it.
  public Level level() {
    return row().word(3, Level.class);
  }

  /// What it does, for people.
  public String effect() {
    return row().at(5);
  }

  /// Where its number is from.
  public String source() {
    return row().at(6);
  }

  /// The name as the headers spell it.
  public String spelling() {
    return (name().startsWith("IOAS") ? "IOMMU_" : "VFIO_") + name();
  }

  /// The word that tables of errnos use.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
