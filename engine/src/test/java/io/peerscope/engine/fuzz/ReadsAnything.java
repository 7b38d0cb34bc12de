package io.peerscope.engine.fuzz;

import io.peerscope.engine.check.Checks;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;

/// Reads an input through the front door, and asks of the machine what everybody will ask.
///
/// Loaded twice: with the plain engine when a build replays the corpus, with the instrumented one
/// when we fuzz. What goes in is therefore of types of the JDK.
public final class ReadsAnything implements BiConsumer<String, byte[]> {

  /// Every such machine is also checked, judged and saved.
  private static final int EVERY = 16;

  private static final int MOST_JUDGED = 24;

  /// For the loader of instrumented classes.
  public ReadsAnything() {}

  @Override
  public void accept(String importer, byte[] content) {
    switch (Importer.of(importer).orElseThrow()) {
      case SYSFS -> read(SysfsRecipe.tar(content));
      case ARCHIVE -> read(TarSums.corrected(content));
      case JOURNAL -> JournalRecipe.recover(content);
      default -> read(content);
    }
  }

  private static void read(byte[] content) {
    Reading reading = PlatformReader.read(List.of(new Input("fuzzed", content)));
    Topology topology = reading.platform().topology();
    for (PciFunction function : topology.functions()) {
      if (topology.upstreamPath(function.address()).functions().isEmpty()) {
        throw new AssertionError("no way up from " + function.address());
      }
    }
    boolean says =
        topology.size() > 0 || !reading.diagnostics().isEmpty() || !reading.sources().isEmpty();
    if (!says) {
      throw new AssertionError("an empty answer does not say why");
    }
    if (isChosen(content)) {
      use(reading);
    }
  }

  private static boolean isChosen(byte[] content) {
    var sum = new CRC32();
    sum.update(content);
    return sum.getValue() % EVERY == 0;
  }

  private static void use(Reading reading) {
    Platform platform = reading.platform();
    Checks.of(platform);
    var addresses =
        platform.topology().functions().stream()
            .limit(MOST_JUDGED)
            .map(PciFunction::address)
            .toList();
    var matrix = new LinuxP2pdma(platform).matrix(addresses);
    for (int row = 0; row < addresses.size(); row++) {
      matrix.typeAt(row, addresses.size() - 1);
    }
    byte[] saved = DocumentWriter.write(reading.toDocument());
    DocumentReading again = DocumentReader.read("saved", saved);
    int functions = again.document().platform().topology().size();
    if (functions != platform.topology().size()) {
      throw new AssertionError(
          "%d functions were saved, %d read again"
              .formatted(platform.topology().size(), functions));
    }
  }
}
