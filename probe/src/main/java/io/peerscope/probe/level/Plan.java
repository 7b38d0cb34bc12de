package io.peerscope.probe.level;

import io.peerscope.probe.kernel.DescriptorKind;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The calls of a probe before they are made: a dry run.
final class Plan {

  private final List<Target> targets;
  private final Level most;
  private final Set<String> lines = new LinkedHashSet<>();

  private Plan(List<Target> targets, Level most) {
    this.targets = targets;
    this.most = most;
  }

  static List<String> of(List<Target> targets, Level most) {
    return new Plan(targets, most).lines();
  }

  private List<String> lines() {
    if (!most.includes(Level.B)) {
      return List.of();
    }
    var open = new ArrayList<Handle>();
    for (Level level : Level.values()) {
      if (most.includes(level)) {
        opened(level)
            .forEach(handle -> {
              open.add(handle);
              if (handle.name().startsWith("/dev/")) {
                lines.add(line(level, Planned.open(handle.name())));
              }
            });
        requests(level, open);
      }
    }
    open.forEach(handle -> lines.add(line(Level.H, Planned.close(handle.toString()))));
    return List.copyOf(lines);
  }

  private static String line(Level level, String what) {
    return level + "  " + what;
  }

  /// What a level opens, by either way.
  private List<Handle> opened(Level level) {
    var handles = new LinkedHashSet<Handle>();
    if (level == Level.B) {
      handles.add(new Handle(DescriptorKind.CONTAINER, 0, Target.CONTAINER));
    }
    for (Target target : targets) {
      if (target.byGroup()) {
        if (level == Level.C && target.group().isPresent()) {
          handles.add(new Handle(DescriptorKind.GROUP, 0, target.groupNode()));
        } else if (level == Level.E) {
          handles.add(new Handle(DescriptorKind.DEVICE, 0, target.address().toString()));
        }
      } else if (level == Level.C) {
        handles.add(new Handle(DescriptorKind.DEVICE, 0, target.deviceNode().orElseThrow()));
      } else if (level == Level.D) {
        handles.add(new Handle(DescriptorKind.IOMMUFD, 0, Target.IOMMUFD));
      }
    }
    return List.copyOf(handles);
  }

  private void requests(Level level, List<Handle> open) {
    for (Ioctl request : Ioctl.values()) {
      for (Handle handle : open) {
        if (request.level() == level && request.on() == handle.kind() && applies(request, handle)) {
          lines.add(line(level, Planned.request(request, handle.toString())));
        }
      }
    }
    for (Handle handle : open) {
      if (handle.kind() == DescriptorKind.DEVICE && level == Level.F) {
        lines.add(line(level, Planned.readConfig(handle.toString())));
      } else if (handle.kind() == DescriptorKind.DEVICE && level == Level.G) {
        lines.add(line(level, Planned.mapBar(handle.toString())));
      }
    }
    if (level == Level.G) {
      lines.add(line(level, Planned.MEMORY));
      lines.add(line(level, Planned.UNMAP));
    }
  }

  /// Binding is for devices that were opened by their own node.
  private static boolean applies(Ioctl request, Handle handle) {
    boolean ofNode =
        request == Ioctl.DEVICE_BIND_IOMMUFD || request == Ioctl.DEVICE_ATTACH_IOMMUFD_PT;
    return !ofNode || handle.name().startsWith("/dev/");
  }
}
