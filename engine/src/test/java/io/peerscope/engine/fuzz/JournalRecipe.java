package io.peerscope.engine.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.peerscope.engine.storage.Recovered;
import io.peerscope.engine.storage.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// A journal as text, so that its check sums are right after a mutation: records that begin with
/// `== PATH` or `== STATE`; `== RAW` adds its text as it is, a state that is not packed.
final class JournalRecipe {

  private static final int KIND_PATH = 0x50415448;
  private static final int KIND_STATE = 0x53544154;
  private static final int HEADER = 16;

  private static final Path FOLDER = folder();

  private JournalRecipe() {}

  private static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      Path folder =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "peerscope-fuzz")
              : Files.createTempDirectory("peerscope-fuzz");
      Files.createDirectories(folder.resolve("journals"));
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// Writes the journal and recovers what it holds.
  static void recover(byte[] recipe) {
    Path journal = FOLDER.resolve("journals/fuzzed.journal");
    try {
      Files.write(journal, bytes(recipe));
      Recovered.all(new StateFolder(FOLDER));
      Files.delete(journal);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static byte[] bytes(byte[] recipe) throws IOException {
    String text = new String(recipe, ISO_8859_1);
    if (!text.startsWith("== ")) {
      return recipe;
    }
    var journal = new ByteArrayOutputStream();
    for (String part : text.substring(3).split("\n== ", -1)) {
      int end = part.indexOf('\n');
      String kind = end < 0 ? part : part.substring(0, end);
      byte[] content = (end < 0 ? "" : part.substring(end + 1)).getBytes(ISO_8859_1);
      switch (kind) {
        case "PATH" -> record(journal, KIND_PATH, content);
        case "STATE" -> record(journal, KIND_STATE, packed(content));
        case "RAW" -> record(journal, KIND_STATE, content);
        default -> journal.write(content);
      }
    }
    return journal.toByteArray();
  }

  private static byte[] packed(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(packed)) {
      stream.write(content);
    }
    return packed.toByteArray();
  }

  private static void record(ByteArrayOutputStream journal, int kind, byte[] content) {
    var sum = new CRC32();
    sum.update(content);
    byte[] header =
        ByteBuffer.allocate(HEADER)
            .putInt(kind)
            .putInt(content.length)
            .putLong(sum.getValue())
            .array();
    journal.writeBytes(header);
    journal.writeBytes(content);
  }
}
