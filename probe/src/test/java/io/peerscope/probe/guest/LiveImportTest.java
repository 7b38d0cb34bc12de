package io.peerscope.probe.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine that the tests run on, where it has PCI functions and `lspci`.
class LiveImportTest {

  @Test
  void liveImportEqualsWhatLspciPrintsAtTheSameMoment() throws Exception {
    assumeThat(hasFunctions()).as("PCI functions in /sys/bus/pci/devices").isTrue();
    assumeThat(hasLspci()).as("lspci (package pciutils)").isTrue();

    SameMachine.Outcome outcome = SameMachine.compare();

    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.compared()).isGreaterThan(outcome.functions() * 50);
  }

  @Test
  void archiveOfTheMachineIsReadByLspciAsTheMachine(@TempDir Path folder) throws Exception {
    assumeThat(hasFunctions()).as("PCI functions in /sys/bus/pci/devices").isTrue();
    assumeThat(hasLspci()).as("lspci (package pciutils)").isTrue();

    assertThat(SameMachine.asLspciReads(folder)).isEqualTo(SameMachine.asLspciReads());
  }

  private static boolean hasFunctions() throws IOException {
    Path devices = Path.of("/sys/bus/pci/devices");
    try (var links = Files.isDirectory(devices) ? Files.list(devices) : Files.list(Path.of("/"))) {
      return Files.isDirectory(devices) && links.findAny().isPresent();
    }
  }

  private static boolean hasLspci() throws InterruptedException {
    try {
      return SameMachine.printed("lspci", "--version").length > 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
