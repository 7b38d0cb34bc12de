package io.peerscope.probe.guest;

import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The devices of the guest, and what its administrator does with them; the probe does none of it.
final class Devices {

  static final PciAddress NVME = at("0000:01:00.0");
  static final PciAddress NIC = at("0000:02:00.0");

  /// The port above [#TEST_DEVICE], of a switch without ACS, and so in its group.
  static final PciAddress SWITCH_PORT = at("0000:04:00.0");

  static final PciAddress TEST_DEVICE = at("0000:05:00.0");
  static final PciAddress TEACHING_DEVICE = at("0000:07:00.0");

  /// Two functions of one NIC, in one group.
  static final PciAddress FIRST = at("0000:08:00.0");

  static final PciAddress SECOND = at("0000:08:00.1");

  private static final Path BUS = Path.of("/sys/bus/pci");

  private Devices() {}

  private static PciAddress at(String address) {
    return PciAddress.parse(address).orElseThrow();
  }

  static List<PciAddress> all() throws IOException {
    try (Stream<Path> links = Files.list(BUS.resolve("devices"))) {
      return links
          .map(link -> PciAddress.parse(String.valueOf(link.getFileName())).orElseThrow())
          .sorted()
          .toList();
    }
  }

  static Path folder(PciAddress device) {
    return BUS.resolve("devices").resolve(device.toString());
  }

  static Optional<String> driver(PciAddress device) throws IOException {
    Path link = folder(device).resolve("driver");
    return Files.exists(link)
        ? Optional.of(String.valueOf(link.toRealPath().getFileName()))
        : Optional.empty();
  }

  static String group(PciAddress device) throws IOException {
    return String.valueOf(folder(device).resolve("iommu_group").toRealPath().getFileName());
  }

  static String groupNode(PciAddress device) throws IOException {
    return "/dev/vfio/" + group(device);
  }

  static void unbind(PciAddress device) throws IOException {
    if (driver(device).isPresent()) {
      Files.writeString(folder(device).resolve("driver/unbind"), device.toString());
    }
  }

  static void bindToVfio(PciAddress device) throws IOException {
    unbind(device);
    Files.writeString(folder(device).resolve("driver_override"), "vfio-pci");
    Files.writeString(BUS.resolve("drivers_probe"), device.toString());
  }

  static byte[] config(PciAddress device) throws IOException {
    return Files.readAllBytes(folder(device).resolve("config"));
  }
}
