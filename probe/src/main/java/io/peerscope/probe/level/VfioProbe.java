package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.VfioKernel;
import io.peerscope.probe.report.ProbeReport;
import java.util.List;
import java.util.function.Supplier;

/// Runs the levels of VFIO on named devices, and closes everything whatever happens.
///
/// @param kernel the kernel, or that of a test; made when the first call needs it
/// @param files what sysfs tells of the devices
public record VfioProbe(Supplier<VfioKernel> kernel, VfioFiles files) {

  /// Goes as far as the devices and the kernel let it.
  ///
  /// @param addresses the devices that the user named
  /// @param most the highest level that the user asked for and accepted
  public ProbeReport run(List<PciAddress> addresses, Level most) {
    var notes = new Notes();
    if (!most.includes(Level.B)) {
      return notes.report();
    }
    List<Target> targets = targets(addresses);
    List<Target> byGroup = targets.stream().filter(Target::byGroup).toList();
    List<Target> byNode = targets.stream().filter(target -> !target.byGroup()).toList();
    try (var session = new Session(kernel.get(), most, notes)) {
      // Level B asks the container, whichever way the devices go; without one their nodes serve.
      if (!byGroup.isEmpty() || byNode.isEmpty() || files.exists(Target.CONTAINER)) {
        new ContainerWay(session, files).run(byGroup);
      }
      new DeviceWay(session, files).run(byNode);
    }
    return notes.report();
  }

  private List<Target> targets(List<PciAddress> addresses) {
    return addresses.stream().distinct().map(address -> Target.find(address, files)).toList();
  }

  /// Every node and request that [#run] may use, without doing any of it.
  public List<String> plan(List<PciAddress> addresses, Level most) {
    return Plan.of(targets(addresses), most);
  }

  /// What the user takes upon the named devices with a level, a sentence for each.
  public List<String> consequences(List<PciAddress> addresses, Level level) {
    return targets(addresses).stream().map(target -> target.consequence(level)).toList();
  }
}
