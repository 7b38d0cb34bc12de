package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Devices that are open, by whichever way: levels F and G are the same for both.
///
/// @param session the way to the kernel
/// @param devices the open devices
record OpenDevices(Session session, Map<PciAddress, Handle> devices) {

  static void couldNotBeOpened(Session session, PciAddress address) {
    session.notes().stop(address + ": the device could not be opened");
  }

  /// @param space where level G maps
  /// @param iommu what the IOMMU can map
  void run(Space space, IommuAnswers iommu) {
    if (!session.reaches(Level.F)) {
      return;
    }
    var regions = new LinkedHashMap<PciAddress, List<Region>>();
    devices.forEach((address, device) ->
        regions.put(address, new DeviceQuestions(session, address, device).ask()));
    if (session.reaches(Level.G)) {
      new Mappings(session, space, iommu).run(devices, regions);
    }
  }
}
