package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.CapabilityChain.Pair;
import io.peerscope.probe.kernel.DescriptorKind;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Levels C to G by the device's own node and an iommufd (`/dev/vfio/devices/vfioN`, `/dev/iommu`).
///
/// @param session the way to the kernel
/// @param files what sysfs tells of the devices
record DeviceWay(Session session, VfioFiles files) {

  private static final Struct ALLOC = Struct.named("ioas_alloc");
  private static final Struct BIND = Struct.named("bind_iommufd");
  private static final Struct ATTACH = Struct.named("attach_pt");
  private static final Struct RANGES = Struct.named("iova_ranges");
  private static final int POINTER = 16;
  private static final int MOST_RANGES = 64;

  void run(List<Target> targets) {
    if (!session.reaches(Level.C)) {
      return;
    }
    var nodes = new LinkedHashMap<PciAddress, Handle>();
    targets.forEach(target -> open(target).ifPresent(node -> nodes.put(target.address(), node)));
    if (session.reaches(Level.D) && !nodes.isEmpty()) {
      session
          .open(Level.D, DescriptorKind.IOMMUFD, "open-iommufd", Target.IOMMUFD)
          .ifPresentOrElse(
              iommu -> runSpace(iommu, nodes),
              () -> session.notes().stop("/dev/iommu could not be opened"));
    }
  }

  /// Opening the node does nothing to the device; binding it does.
  private Optional<Handle> open(Target target) {
    List<PciAddress> owned = target.owned(files);
    if (!owned.isEmpty()) {
      session
          .notes()
          .stop(
              "%s is left alone: a driver of the kernel owns %s of its group"
                  .formatted(target.address(), owned.getFirst()));
      return Optional.empty();
    }
    String node = target.deviceNode().orElseThrow();
    Optional<Handle> open = session.open(Level.C, DescriptorKind.DEVICE, "open-cdev", node);
    if (open.isEmpty()) {
      session.notes().stop(target.address() + ": its node could not be opened");
    }
    return open;
  }

  private void runSpace(Handle iommu, Map<PciAddress, Handle> nodes) {
    byte[] block = ALLOC.block();
    if (!session.ask(iommu, Ioctl.IOAS_ALLOC, block).isOk()) {
      session.notes().stop("no I/O address space could be made");
      return;
    }
    long space = ALLOC.get(block, "out_ioas_id");
    if (!session.reaches(Level.E)) {
      return;
    }
    var devices = new LinkedHashMap<PciAddress, Handle>();
    nodes.forEach((address, node) -> {
      if (bind(node, iommu, space)) {
        devices.put(address, node);
      } else {
        OpenDevices.couldNotBeOpened(session, address);
      }
    });
    if (!devices.isEmpty()) {
      runDevices(iommu, space, devices);
    }
  }

  private boolean bind(Handle node, Handle iommu, long space) {
    byte[] bind = BIND.block();
    BIND.put(bind, "iommufd", iommu.descriptor());
    byte[] attach = ATTACH.block();
    ATTACH.put(attach, "pt_id", space);
    return session.ask(node, Ioctl.DEVICE_BIND_IOMMUFD, bind).isOk()
        && session.ask(node, Ioctl.DEVICE_ATTACH_IOMMUFD_PT, attach).isOk();
  }

  private void runDevices(Handle iommu, long space, Map<PciAddress, Handle> devices) {
    IommuAnswers answers = askRanges(iommu, space);
    new OpenDevices(session, devices).run(Space.ofIommufd(session, iommu, space), answers);
  }

  private IommuAnswers askRanges(Handle iommu, long space) {
    byte[] block = RANGES.block();
    RANGES.put(block, "ioas_id", space);
    RANGES.put(block, "num_iovas", MOST_RANGES);
    byte[] array = new byte[MOST_RANGES * 2 * Long.BYTES];
    if (!session.ask(iommu, Ioctl.IOAS_IOVA_RANGES, block, POINTER, array).isOk()) {
      return new IommuAnswers(0, List.of());
    }
    long alignment = RANGES.get(block, "out_iova_alignment");
    long pages = Long.bitCount(alignment) == 1 ? alignment : 0;
    long count = Math.min(RANGES.get(block, "num_iovas"), MOST_RANGES);
    var answers = new IommuAnswers(pages, pairs(array, (int) count));
    String source = Ioctl.IOAS_IOVA_RANGES.spelling() + " on " + iommu;
    session.notes().learn(Level.E, "iommufd", "IOVA ranges", answers.spellRanges(), source);
    return answers;
  }

  private static List<Pair> pairs(byte[] array, int count) {
    ByteBuffer numbers = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
    var pairs = new ArrayList<Pair>();
    for (int at = 0; at < count; at++) {
      pairs.add(new Pair(numbers.getLong(), numbers.getLong()));
    }
    return pairs;
  }
}
