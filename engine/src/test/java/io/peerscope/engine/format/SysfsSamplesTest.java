package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trees of sysfs that other programs captured: small ones without registers, with the layout of
/// `hwloc-gather-topology`, with folders in place of links.
class SysfsSamplesTest {

  @ParameterizedTest
  @CsvSource({
    "ghw-arm64-aws, 4, 1, 0",
    "ghw-ryzen-1600, 43, 1, 0",
    "ghw-vm-gold5218r-accel, 26, 1, 0",
    "ghw-xeon-l5640-2s, 82, 3, 0",
    "hwloc-32em64t-2n8c_dax_nvme_mic_dimms, 137, 4, 0",
    "hwloc-32intel64-2p8co2t_8ve, 29, 3, 0",
    "hwloc-40intel64-2g2n4c_pcilocality, 37, 2, 0",
    "hwloc-40intel64-4n10c_pci-conflicts, 3, 1, 0",
    "hwloc-fakepcilocalities, 30, 4, 0",
    "hwloc-nvidiagpunumanodes, 6, 2, 4"
  })
  void everyFunctionIsReadInItsPlace(String name, int functions, int rootBuses, int untold)
      throws IOException {
    Path file = SharedData.folder("samples/sysfs").orElse(Path.of("")).resolve(name + ".tar.gz");
    assumeTrue(Files.exists(file), "the captured trees (samples/sysfs) are absent");

    Reading reading = PlatformReader.read(List.of(SharedData.input(file)));
    var topology = reading.platform().topology();

    assertThat(reading.sources()).containsExactly(new Source(name + ".tar.gz", "sysfs"));
    assertThat(topology.size()).isEqualTo(functions);
    assertThat(topology.functionsWithoutKnownParent()).hasSize(untold);
    assertThat(topology.hostBridges()).hasSize(rootBuses);
    assertThat(reading.diagnostics()).isEmpty();
  }
}
