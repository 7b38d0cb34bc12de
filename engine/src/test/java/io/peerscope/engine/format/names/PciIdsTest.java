package io.peerscope.engine.format.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.VendorDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names of vendors and devices as lspci prints them.
class PciIdsTest {

  @TempDir private Path folder;

  @Test
  void vendorAndDeviceHaveTheirNames() {
    assertThat(PciIds.bundled().nameOf(new VendorDevice(0x8086, 0x09a2)))
        .isEqualTo("Intel Corporation Ice Lake Memory Map/VT-d");
  }

  @Test
  void anUnknownDeviceHasTheNameOfItsVendor() {
    assertThat(PciIds.bundled().nameOf(new VendorDevice(0x8086, 0xfffe)))
        .isEqualTo("Intel Corporation Device fffe");
  }

  @Test
  void anUnknownVendorHasNoName() {
    assertThat(PciIds.bundled().nameOf(new VendorDevice(0xfff0, 0x0001))).isEmpty();
  }

  @Test
  void theDatabaseOfTheSystemCountsWhereItIsNewer() throws IOException {
    Path newer = database("newer", "#\tVersion: 2999.01.01\n");
    Path older = database("older", "#\tVersion: 1999.01.01\n");
    Path nameless = database("nameless", "");

    assertThat(IdTable.newest(List.of(newer)).vendor(0x8086)).contains("Acme");
    assertThat(IdTable.newest(List.of(newer)).device(0x8086, 0x09a2)).contains("Thing");
    assertThat(IdTable.newest(List.of(older, nameless, folder)).vendor(0x8086))
        .contains("Intel Corporation");
  }

  private Path database(String name, String head) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        head + "8086  Acme\n\t0001  Other\n\t\t1028 0001  Part\n# note\n\t09a2  Thing\nC 00  x\n");
  }
}
