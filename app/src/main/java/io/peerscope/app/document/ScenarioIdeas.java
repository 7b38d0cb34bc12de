package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.platform.Scenario.Piece;
import io.peerscope.engine.platform.Scenario.Transfer;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Several DMAs at once as people run them, made of the devices that a machine has.
public enum ScenarioIdeas {
  /// NVMe over Fabrics with offload: the NIC writes what came in to the drive's memory, and fetches
  /// from there what goes out.
  COPY_OFFLOAD("Copy offload: NIC → CMB → NVMe") {
    @Override
    public List<Transfer> in(Platform platform) {
      List<Transfer> transfers = new ArrayList<>();
      List<PciFunction> drives = all(platform, ScenarioIdeas::isNvme);
      for (PciFunction nic : first(all(platform, ScenarioIdeas::isNic))) {
        boolean isPublished =
            platform.topology().functions().stream()
                .anyMatch(
                    it -> it.system().peerMemory().ifKnown().flatMap(told -> told).isPresent());
        for (PciFunction drive : first(drives)) {
          String memory = isPublished ? Scenario.KERNELS_CHOICE : drive.address().toString();
          transfers.add(dma(nic, "write", memory));
          transfers.add(dma(drive, "read", memory));
          transfers.add(dma(nic, "read", memory));
        }
      }
      return transfers;
    }
  },
  /// Each GPU with the NIC, both ways (GPUDirect RDMA).
  GPUS_AND_NIC("GPU ↔ NIC") {
    @Override
    public List<Transfer> in(Platform platform) {
      List<Transfer> transfers = new ArrayList<>();
      List<PciFunction> nics = all(platform, ScenarioIdeas::isNic);
      for (PciFunction gpu : all(platform, ScenarioIdeas::isGpu)) {
        for (PciFunction nic : first(nics)) {
          transfers.add(dma(nic, "write", gpu.address().toString()));
          transfers.add(dma(nic, "read", gpu.address().toString()));
        }
      }
      return transfers;
    }
  },
  /// Every GPU writes to every other.
  ALL_TO_ALL("All-to-all of GPUs") {
    @Override
    public List<Transfer> in(Platform platform) {
      List<Transfer> transfers = new ArrayList<>();
      List<PciFunction> gpus = all(platform, ScenarioIdeas::isGpu);
      for (PciFunction from : gpus) {
        for (PciFunction to : gpus) {
          if (!from.equals(to)) {
            transfers.add(dma(from, "write", to.address().toString()));
          }
        }
      }
      return transfers;
    }
  };

  /// More GPUs than these would hide the picture.
  private static final int MOST = 16;

  private static final int NETWORK = 0x02;
  private static final int DISPLAY = 0x03;
  private static final int ACCELERATOR = 0x12;
  private static final long PAGE = 4096;

  private final String label;

  ScenarioIdeas(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /// The DMAs; none where the machine lacks the devices.
  public abstract List<Transfer> in(Platform platform);

  private static List<PciFunction> all(Platform platform, Predicate<PciFunction> wanted) {
    return platform.topology().functions().stream()
        .filter(FunctionWords::canTakePart)
        .filter(it -> it.firstMemoryBar().isPresent())
        .filter(wanted)
        .limit(MOST)
        .toList();
  }

  private static <T> List<T> first(List<T> list) {
    return list.stream().limit(1).toList();
  }

  private static Transfer dma(PciFunction client, String operation, String target) {
    PciAddress address = client.address();
    return new Transfer(address, operation, List.of(new Piece(target, PAGE)));
  }

  private static boolean isNic(PciFunction function) {
    return isBase(function, NETWORK);
  }

  private static boolean isGpu(PciFunction function) {
    return isBase(function, DISPLAY) || isBase(function, ACCELERATOR);
  }

  private static boolean isBase(PciFunction function, int base) {
    return function.classCode().ifKnown().filter(code -> code.base() == base).isPresent();
  }

  private static boolean isNvme(PciFunction function) {
    return function
        .classCode()
        .ifKnown()
        .filter(code -> code.baseAndSub() == ClassCode.NVME)
        .isPresent();
  }
}
