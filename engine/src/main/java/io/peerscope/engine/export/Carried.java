package io.peerscope.engine.export;

import static io.peerscope.engine.export.FactKind.BARS;
import static io.peerscope.engine.export.FactKind.BAR_SIZES;
import static io.peerscope.engine.export.FactKind.BUSES;
import static io.peerscope.engine.export.FactKind.CAPABILITIES;
import static io.peerscope.engine.export.FactKind.CLASS;
import static io.peerscope.engine.export.FactKind.CPU_ADDRESSES;
import static io.peerscope.engine.export.FactKind.DRIVER;
import static io.peerscope.engine.export.FactKind.FUNCTION;
import static io.peerscope.engine.export.FactKind.HOST_BRIDGE_WINDOWS;
import static io.peerscope.engine.export.FactKind.IDENTITY;
import static io.peerscope.engine.export.FactKind.IOMMU_GROUP;
import static io.peerscope.engine.export.FactKind.KERNEL;
import static io.peerscope.engine.export.FactKind.KIND;
import static io.peerscope.engine.export.FactKind.LINK;
import static io.peerscope.engine.export.FactKind.NAME;
import static io.peerscope.engine.export.FactKind.NUMA_NODE;
import static io.peerscope.engine.export.FactKind.PLACE;
import static io.peerscope.engine.export.FactKind.PLATFORM;
import static io.peerscope.engine.export.FactKind.PROCESSOR;
import static io.peerscope.engine.export.FactKind.REGISTERS;
import static io.peerscope.engine.export.FactKind.SLOT;
import static io.peerscope.engine.export.FactKind.WINDOWS;

import java.util.EnumSet;
import java.util.Set;

/// What comes through in each format, of every function that is in the file at all.
final class Carried {

  private Carried() {}

  static Set<FactKind> by(MachineFormat format) {
    return switch (format) {
      case PEERSCOPE -> EnumSet.allOf(FactKind.class);
      case LSPCI_HEX ->
          EnumSet.of(
              FUNCTION,
              KIND,
              IDENTITY,
              CLASS,
              NAME,
              BARS,
              CPU_ADDRESSES,
              BAR_SIZES,
              WINDOWS,
              REGISTERS,
              CAPABILITIES,
              DRIVER,
              NUMA_NODE,
              IOMMU_GROUP,
              PROCESSOR,
              KERNEL,
              PLATFORM,
              HOST_BRIDGE_WINDOWS);
      case LSPCI_TREE -> EnumSet.of(FUNCTION);
      case RDMA_TOPO -> EnumSet.of(PLACE, REGISTERS, NUMA_NODE, IOMMU_GROUP);
      case NCCL -> EnumSet.of(IDENTITY);
      case DOT -> EnumSet.of(FUNCTION, KIND, PLACE, IDENTITY, NAME, BUSES, LINK);
      case CSV ->
          EnumSet.of(
              FUNCTION,
              KIND,
              PLACE,
              IDENTITY,
              CLASS,
              NAME,
              BUSES,
              BARS,
              CPU_ADDRESSES,
              BAR_SIZES,
              DRIVER,
              NUMA_NODE,
              IOMMU_GROUP,
              LINK,
              SLOT);
    };
  }
}
