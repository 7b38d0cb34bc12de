package io.peerscope.probe.level;

import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.Errno;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Struct;
import io.peerscope.probe.kernel.VfioKernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A kernel that answers as Linux 6.1 with an Intel IOMMU did, or fails where it is told to.
public class FakeKernel implements VfioKernel {

  static final int CONFIG_OFFSET_SHIFT = 40;

  final List<String> opened = new ArrayList<>();
  final List<Ioctl> asked = new ArrayList<>();
  final List<String> closed = new ArrayList<>();
  final List<byte[]> maps = new ArrayList<>();
  final List<Long> reads = new ArrayList<>();
  final Map<String, Integer> openErrors = new HashMap<>();
  final Map<Ioctl, Integer> errors = new EnumMap<>(Ioctl.class);
  final Map<Integer, String> open = new TreeMap<>();
  final Map<Long, Long> mapped = new TreeMap<>();
  boolean viable = true;
  int readError;
  int mapError;
  private int next = 5;

  /// Nothing fails.
  public FakeKernel() {}

  /// Lets a node fail.
  public void failToOpen(String node, int errno) {
    openErrors.put(node, errno);
  }

  private Answer opens(String name) {
    open.put(next, name);
    return Answer.of(next++);
  }

  @Override
  public Answer open(String node) {
    opened.add(node);
    Integer error = openErrors.get(node);
    return error == null ? opens(node) : Answer.failed(error);
  }

  @Override
  public Answer request(int descriptor, Ioctl request, long argument) {
    asked.add(request);
    if (errors.containsKey(request)) {
      return Answer.failed(errors.get(request));
    }
    boolean offered = request == Ioctl.CHECK_EXTENSION && List.of(1L, 3L, 9L).contains(argument);
    return Answer.of(offered ? 1 : 0);
  }

  @Override
  public Answer request(int descriptor, Ioctl request, byte[] block) {
    asked.add(request);
    if (errors.containsKey(request)) {
      return Answer.failed(errors.get(request));
    }
    return switch (request) {
      case GROUP_GET_STATUS -> put(block, "group_status", "flags", viable ? 1 : 0);
      case IOMMU_GET_INFO -> iommu(block);
      case GROUP_GET_DEVICE_FD -> opens("device");
      case DEVICE_GET_INFO -> {
        put(block, "device_info", "flags", 3);
        put(block, "device_info", "num_regions", 9);
        yield put(block, "device_info", "num_irqs", 5);
      }
      case DEVICE_GET_REGION_INFO -> region(block);
      case DEVICE_GET_IRQ_INFO -> put(block, "irq_info", "count", 1);
      case DEVICE_FEATURE -> Answer.failed(Errno.ENOTTY);
      case IOMMU_MAP_DMA, IOAS_MAP -> {
        maps.add(block.clone());
        yield Answer.of(0);
      }
      default -> Answer.of(0);
    };
  }

  static Answer put(byte[] block, String struct, String field, long value) {
    Struct.named(struct).put(block, field, value);
    return Answer.of(0);
  }

  /// The chain of Linux 6.1: offsets 24, 56 and 68, not aligned to eight.
  private static Answer iommu(byte[] block) {
    put(block, "iommu_info", "flags", 3);
    put(block, "iommu_info", "iova_pgsizes", 0x4020_1000L);
    put(block, "iommu_info", "argsz", 116);
    if (block.length >= 116) {
      put(block, "iommu_info", "cap_offset", 24);
      ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder());
      bytes.putShort(24, (short) 2).putInt(28, 56).putLong(48, 0x1000_0000L);
      bytes.putShort(56, (short) 3).putInt(60, 68).putInt(64, 65535);
      bytes.putShort(68, (short) 1).putInt(72, 0).putInt(76, 2);
      bytes.putLong(84, 0).putLong(92, 0xfedf_ffffL);
      bytes.putLong(100, 0xfef0_0000L).putLong(108, 0x7f_ffff_ffffL);
    }
    return Answer.of(0);
  }

  private static Answer region(byte[] block) {
    int index = (int) Struct.named("region_info").get(block, "index");
    if (index == 8) {
      return Answer.failed(Errno.EINVAL);
    }
    put(block, "region_info", "offset", (long) index << CONFIG_OFFSET_SHIFT);
    put(block, "region_info", "flags", index == 0 ? 7 : 3);
    return put(block, "region_info", "size", index == 0 ? 0x20000 : index == 7 ? 4096 : 0);
  }

  @Override
  public Answer request(int descriptor, Ioctl request, byte[] block, int pointerAt, byte[] array) {
    asked.add(request);
    if (errors.containsKey(request)) {
      return Answer.failed(errors.get(request));
    }
    put(block, "iova_ranges", "num_iovas", 1);
    put(block, "iova_ranges", "out_iova_alignment", 4096);
    ByteBuffer.wrap(array).order(ByteOrder.nativeOrder()).putLong(0, 0).putLong(8, 0xfedf_ffffL);
    return Answer.of(0);
  }

  @Override
  public Answer read(int descriptor, long offset, byte[] into) {
    reads.add(offset);
    if (readError != 0) {
      return Answer.failed(readError);
    }
    into[0] = 0x36;
    into[1] = 0x1b;
    return Answer.of(into.length);
  }

  @Override
  public Answer mapForReading(int descriptor, long offset, long size) {
    return mapError != 0 ? Answer.failed(mapError) : mapMemory(size);
  }

  @Override
  public Answer mapMemory(long size) {
    long address = 0x7000_0000L + 0x100_0000L * mapped.size();
    mapped.put(address, size);
    return Answer.of(address);
  }

  @Override
  public Answer unmap(long address, long size) {
    mapped.remove(address, size);
    return Answer.of(0);
  }

  @Override
  public Answer close(int descriptor) {
    closed.add(open.remove(descriptor));
    return Answer.of(0);
  }
}
