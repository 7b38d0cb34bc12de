package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.DescriptorKind;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Level C: opens a group's node and asks whether it is viable.
///
/// @param files where the drivers of its members are read
record GroupStatus(Session session, VfioFiles files) {

  private static final Struct STATUS = Struct.named("group_status");
  private static final int VIABLE = 1;

  /// The open group, where the next level may use it.
  Optional<Handle> ask(Target target) {
    Notes notes = session.notes();
    if (target.group().isEmpty()) {
      notes.stop(
          "%s is in no IOMMU group: no IOMMU is on, and without one Peerscope goes no further"
              .formatted(target.address()));
      return Optional.empty();
    }
    if (files.exists("/dev/vfio/noiommu-" + target.group().get())) {
      notes.stop(
          "%s is offered without an IOMMU (noiommu) only; Peerscope never uses that"
              .formatted(target.address()));
      return Optional.empty();
    }
    Optional<Handle> group =
        session.open(Level.C, DescriptorKind.GROUP, "open-group", target.groupNode());
    if (group.isEmpty()) {
      notes.stop(notOpen(target));
      return Optional.empty();
    }
    return group.filter(open -> isViable(target, open));
  }

  private String notOpen(Target target) {
    return "%s (group %s, bound to %s): its group could not be opened"
        .formatted(
            target.address(),
            target.group().orElseThrow(),
            files.driver(target.address()).orElse("no driver"));
  }

  private boolean isViable(Target target, Handle group) {
    byte[] block = STATUS.block();
    if (!session.ask(group, Ioctl.GROUP_GET_STATUS, block).isOk()) {
      session.notes().stop(target.address() + ": the group did not tell its status");
      return false;
    }
    boolean viable = (STATUS.get(block, "flags") & VIABLE) != 0;
    List<PciAddress> owned = target.owned(files);
    String about = "group " + target.group().orElseThrow();
    session
        .notes()
        .learn(
            Level.C,
            about,
            "viable",
            viable ? "yes" : "no",
            Ioctl.GROUP_GET_STATUS.spelling() + " on " + group);
    session
        .notes()
        .compare(
            about,
            "is the group viable",
            owned.isEmpty(),
            viable,
            "predicted from the drivers of its members: " + drivers(target));
    if (!viable || !owned.isEmpty()) {
      session.notes().stop(notViable(about, owned));
    }
    return viable && owned.isEmpty();
  }

  private String drivers(Target target) {
    return files.members(target.group().orElseThrow()).stream()
        .map(member -> member + " " + files.driver(member).orElse("without a driver"))
        .collect(Collectors.joining(", "));
  }

  private String notViable(String about, List<PciAddress> owned) {
    String members =
        owned.stream()
            .map(member -> member + " on " + files.driver(member).orElse("?"))
            .collect(Collectors.joining(", "));
    return owned.isEmpty()
        ? about + " is not viable, though we see no driver that owns a device of it"
        : about + " is left alone: a driver of the kernel owns " + members;
  }
}
