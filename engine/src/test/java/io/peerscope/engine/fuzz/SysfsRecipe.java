package io.peerscope.engine.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A tree of files as text, so that it can be mutated line by line:
///
///     sys/devices/pci0000:00/0000:00:01.0/class = 0x060400\n
///     sys/devices/pci0000:00/0000:00:01.0/config : 86 80 12 35
///     sys/bus/pci/devices/0000:00:01.0 -> ../../../devices/pci0000:00/0000:00:01.0
final class SysfsRecipe {

  /// As in the kernel (`PATH_MAX`).
  private static final int LONGEST_PATH = 4096;

  private SysfsRecipe() {}

  /// The tree as a tar.
  static byte[] tar(byte[] text) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (String line : new String(text, ISO_8859_1).split("\n", -1)) {
        addIfItCanBe(tar, line);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// Not every path can stand in a tar.
  private static void addIfItCanBe(TarArchiveOutputStream tar, String line) throws IOException {
    try {
      add(tar, line);
    } catch (IllegalStateException | IllegalArgumentException noPath) {
      tar.flush();
    }
  }

  private static void add(TarArchiveOutputStream tar, String line) throws IOException {
    int link = line.indexOf(" -> ");
    int file = line.indexOf(" = ");
    int bytes = line.indexOf(" : ");
    if (Math.max(link, Math.max(file, bytes)) > LONGEST_PATH) {
      return;
    }
    if (link > 0) {
      var entry = new TarArchiveEntry(line.substring(0, link), TarArchiveEntry.LF_SYMLINK);
      String target = line.substring(link + 4);
      entry.setLinkName(target.substring(0, Math.min(target.length(), LONGEST_PATH)));
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    } else if (file > 0) {
      String content = line.substring(file + 3).replace("\\n", "\n");
      add(tar, line.substring(0, file), content.getBytes(ISO_8859_1));
    } else if (bytes > 0) {
      add(tar, line.substring(0, bytes), fromHex(line.substring(bytes + 3)));
    }
  }

  private static void add(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    if (path.endsWith("/")) {
      return;
    }
    var entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] fromHex(String text) {
    var bytes = new ByteArrayOutputStream();
    int before = -1;
    for (int at = 0; at < text.length(); at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit >= 0 && before >= 0) {
        bytes.write(before << 4 | digit);
        before = -1;
      } else if (digit >= 0) {
        before = digit;
      }
    }
    return bytes.toByteArray();
  }
}
