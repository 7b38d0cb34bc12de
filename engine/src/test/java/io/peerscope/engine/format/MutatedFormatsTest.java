package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Damaged files of the formats beside lspci and sysfs.
class MutatedFormatsTest {

  private static final int LARGEST_SAMPLE = 48 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void damagedFilesAreReadWithoutExceptionAndWithoutDelay() throws IOException {
    List<byte[]> originals = originals();

    new Damage(originals, Damage.ofTexts(originals), 10_000).readEach(4, LONGEST);
  }

  private static List<byte[]> originals() throws IOException {
    var originals = new ArrayList<byte[]>();
    FormatExamples.ALL.forEach(text -> originals.add(text.getBytes(StandardCharsets.UTF_8)));
    for (String folder : List.of("samples/hwloc", "samples/nccl", "samples/nvsmi")) {
      for (Path file : SharedData.entries(folder)) {
        if (Files.size(file) <= LARGEST_SAMPLE) {
          originals.add(Files.readAllBytes(file));
        }
      }
    }
    for (Path folder : SharedData.entries("oracle")) {
      Path tree = folder.resolve("tree.txt");
      if (Files.exists(tree)) {
        originals.add(Files.readAllBytes(tree));
      }
    }
    return originals;
  }
}
