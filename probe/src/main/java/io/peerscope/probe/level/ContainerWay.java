package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.CapabilityChain.Entry;
import io.peerscope.probe.kernel.CapabilityChain.Walk;
import io.peerscope.probe.kernel.DescriptorKind;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Levels B to G by container and group (`/dev/vfio/vfio`, `/dev/vfio/N`).
///
/// @param session the way to the kernel
/// @param files what sysfs tells of the devices
record ContainerWay(Session session, VfioFiles files) {

  private static final String NO_DEVICE_NODES =
      "this kernel offers no node for a device by itself (/dev/vfio/devices: Linux 6.6 and later,"
          + " built with iommufd), so the group's node is asked";

  private static final int API_VERSION = 0;
  private static final int TYPE1_V2 = 3;
  private static final Struct INFO = Struct.named("iommu_info");
  private static final int MIGRATION = 2;
  private static final int DMA_AVAILABLE = 3;

  /// What may be asked of a container before it has a group.
  private static final Map<Integer, String> EXTENSIONS = extensions();

  private static Map<Integer, String> extensions() {
    var names = new LinkedHashMap<Integer, String>();
    names.put(1, "type1");
    names.put(TYPE1_V2, "type1 v2");
    names.put(4, "coherent DMA");
    names.put(8, "noiommu");
    names.put(9, "unmap all");
    names.put(10, "update vaddr");
    return names;
  }

  void run(List<Target> targets) {
    Optional<Handle> container =
        session.open(Level.B, DescriptorKind.CONTAINER, "open-container", Target.CONTAINER);
    if (container.isEmpty()) {
      session.notes().stop("/dev/vfio/vfio could not be opened, so VFIO tells nothing here");
    } else if (hasOurVersion(container.get())) {
      askExtensions(container.get());
      runGroups(container.get(), targets);
    }
  }

  private boolean hasOurVersion(Handle container) {
    Answer answer = session.ask(container, Ioctl.GET_API_VERSION, 0);
    if (answer.isOk() && answer.value() == API_VERSION) {
      return true;
    }
    session.notes().stop("VFIO speaks another version than 0; nothing more is asked");
    return false;
  }

  private void askExtensions(Handle container) {
    EXTENSIONS.forEach((number, name) -> {
      Answer answer = session.ask(container, Ioctl.CHECK_EXTENSION, number);
      if (answer.isOk()) {
        learn(Level.B, name, answer.value() > 0 ? "yes" : "no", Ioctl.CHECK_EXTENSION, container);
      }
    });
  }

  private void learn(Level level, String name, String value, Ioctl source, Handle on) {
    session.notes().learn(level, "container", name, value, source.spelling() + " on " + on);
  }

  private void runGroups(Handle container, List<Target> targets) {
    if (!session.reaches(Level.C)) {
      return;
    }
    if (targets.stream().allMatch(target -> target.deviceNode().isEmpty())) {
      session.notes().say(NO_DEVICE_NODES);
    }
    Map<Target, Handle> groups = new LinkedHashMap<>();
    Map<String, Handle> byNumber = new LinkedHashMap<>();
    for (Target target : targets) {
      Optional<Handle> group =
          target.group().map(byNumber::get).or(() -> new GroupStatus(session, files).ask(target));
      group.ifPresent(open -> {
        groups.put(target, open);
        byNumber.put(target.group().orElseThrow(), open);
      });
    }
    if (session.reaches(Level.D) && !groups.isEmpty()) {
      runDomain(container, groups);
    }
  }

  private void runDomain(Handle container, Map<Target, Handle> groups) {
    var inside = new LinkedHashMap<Target, Handle>();
    var set = new LinkedHashMap<Handle, Boolean>();
    groups.forEach((target, group) -> {
      if (set.computeIfAbsent(group, it -> setContainer(it, container))) {
        inside.put(target, group);
      } else {
        session.notes().stop(target.address() + ": its group did not join the container");
      }
    });
    if (inside.isEmpty()) {
      return;
    }
    if (!session.ask(container, Ioctl.SET_IOMMU, TYPE1_V2).isOk()) {
      session.notes().stop("the container did not get an IOMMU");
      return;
    }
    IommuAnswers iommu = askIommu(container);
    if (session.reaches(Level.E)) {
      runDevices(container, iommu, inside);
    }
  }

  private boolean setContainer(Handle group, Handle container) {
    byte[] descriptor =
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(container.descriptor())
            .array();
    return session.ask(group, Ioctl.GROUP_SET_CONTAINER, descriptor).isOk();
  }

  private IommuAnswers askIommu(Handle container) {
    Optional<byte[]> info =
        session.askWhole(container, Ioctl.IOMMU_GET_INFO, INFO, INFO.block(), "");
    if (info.isEmpty()) {
      return new IommuAnswers(0, List.of());
    }
    IommuAnswers answers = IommuAnswers.of(info.get());
    learn(Level.D, "page sizes", answers.spellPages(), Ioctl.IOMMU_GET_INFO, container);
    learn(Level.D, "IOVA ranges", answers.spellRanges(), Ioctl.IOMMU_GET_INFO, container);
    learnCapabilities(IommuAnswers.chain(info.get()), container);
    return answers;
  }

  private void learnCapabilities(Walk capabilities, Handle container) {
    capabilities
        .find(DMA_AVAILABLE)
        .flatMap(entry -> entry.field("cap_dma_avail", "avail"))
        .ifPresent(left ->
            learn(
                Level.D, "DMA entries left", Long.toString(left), Ioctl.IOMMU_GET_INFO, container));
    capabilities
        .find(MIGRATION)
        .flatMap(ContainerWay::largestBitmap)
        .ifPresent(bytes ->
            learn(
                Level.D,
                "largest dirty bitmap",
                Long.toUnsignedString(bytes) + " bytes",
                Ioctl.IOMMU_GET_INFO,
                container));
    capabilities.trouble().ifPresent(session.notes()::say);
  }

  private static Optional<Long> largestBitmap(Entry migration) {
    return migration.field("cap_migration", "max_dirty_bitmap_size");
  }

  private void runDevices(Handle container, IommuAnswers iommu, Map<Target, Handle> groups) {
    var devices = new LinkedHashMap<PciAddress, Handle>();
    groups.forEach((target, group) ->
        openDevice(target.address(), group)
            .ifPresent(device -> devices.put(target.address(), device)));
    new OpenDevices(session, devices).run(Space.ofContainer(session, container), iommu);
  }

  private Optional<Handle> openDevice(PciAddress address, Handle group) {
    byte[] name = (address + "\0").getBytes(StandardCharsets.US_ASCII);
    Answer answer = session.ask(group, Ioctl.GROUP_GET_DEVICE_FD, name, address.toString());
    if (!answer.isOk()) {
      OpenDevices.couldNotBeOpened(session, address);
      return Optional.empty();
    }
    return Optional.of(session.keep(DescriptorKind.DEVICE, answer, address.toString()));
  }
}
