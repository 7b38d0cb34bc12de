package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Drawings of machines that were booted, beside their own `/sys`.
class LspciTreeOracleTest {

  /// What a drawing tells of a function.
  private record Place(String parent, String buses, String id) {}

  @Test
  void drawingAloneGivesTheTreeOfSysfs() throws IOException {
    int machines = 0;
    for (Path folder : SharedData.entries("oracle")) {
      Path tree = folder.resolve("tree.txt");
      Path sysfs = folder.resolve("sysfs.tar.gz");
      if (!Files.exists(tree) || !Files.exists(sysfs)) {
        continue;
      }

      Reading drawn = PlatformReader.read(List.of(SharedData.input(tree)));
      Reading whole = PlatformReader.read(List.of(SharedData.input(sysfs)));

      assertThat(drawn.sources()).containsExactly(new Source("tree.txt", "lspci-tree"));
      assertThat(drawn.diagnostics()).as(folder.toString()).isEmpty();
      assertThat(places(drawn)).as(folder.toString()).isEqualTo(places(whole));
      machines++;
    }
    System.out.println("machines with a drawing: " + machines);
  }

  @Test
  void drawingBesideSysfsContradictsNothing() throws IOException {
    for (Path folder : SharedData.entries("oracle")) {
      Path tree = folder.resolve("tree.txt");
      Path sysfs = folder.resolve("sysfs.tar.gz");
      if (!Files.exists(tree) || !Files.exists(sysfs)) {
        continue;
      }

      Reading both = PlatformReader.read(List.of(SharedData.input(sysfs), SharedData.input(tree)));

      assertThat(both.diagnostics())
          .as(folder.toString())
          .extracting(Diagnostic::code)
          .doesNotContain("conflict", "place-conflict");
    }
  }

  private static SortedMap<PciAddress, Place> places(Reading reading) {
    Topology topology = reading.platform().topology();
    SortedMap<PciAddress, Place> places = new TreeMap<>();
    for (PciFunction function : topology.functions()) {
      String buses =
          function
              .buses()
              .ifKnown()
              .map(told ->
                  told.map(range -> "%02x-%02x".formatted(range.secondary(), range.subordinate()))
                      .orElse("none"))
              .orElse("unknown");
      places.put(
          function.address(),
          new Place(
              topology.parentOf(function.address()).toString(),
              buses,
              buses.contains("-") ? "" : idOf(function)));
    }
    return places;
  }

  /// A drawing names leaves only.
  private static String idOf(PciFunction function) {
    return function.id().ifKnown().map(VendorDevice::toString).orElse("unknown");
  }
}
