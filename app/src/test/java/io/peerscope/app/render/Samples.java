package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// DMAs of the shipped samples, ready to be exported.
final class Samples {

  static final Provenance PROVENANCE =
      new Provenance("sample", Optional.of("2026-01-01"), List.of());

  private Samples() {}

  static Path file(String name) {
    return Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies").resolve(name);
  }

  /// Below one switch.
  static Export direct(Operation operation) throws IOException {
    return of("01-one-switch.txt", "0000:03:00.0:BAR2+0x1000", operation);
  }

  /// To RAM, through the page table of an IOMMU.
  static Export translated() throws IOException {
    return of("01-one-switch.txt", "host:0x1000", Operation.READ);
  }

  /// Across host bridges.
  static Export refused() throws IOException {
    return of("02-two-host-bridges.txt", "0000:41:00.0:BAR1+0x2000", Operation.WRITE);
  }

  private static Export of(String name, String target, Operation operation) throws IOException {
    var input = new Input(name, Files.readAllBytes(file(name)));
    Platform platform = PlatformReader.read(List.of(input)).platform();
    var placement = TranslatorPlacement.Named.SWITCHES;
    var request =
        DmaRequest.page(
            PciAddress.parse("0000:04:00.0").orElseThrow(),
            DmaTarget.parse(target).orElseThrow(),
            operation);
    return new Export(
        platform,
        Optional.of(new Judge(platform, placement).judge(request)),
        placement,
        PROVENANCE,
        Export.Look.natural());
  }

  static String page(Export export) throws IOException, PictureTooLarge {
    return new String(export.write(ExportFormat.HTML, () -> false), StandardCharsets.UTF_8);
  }
}
