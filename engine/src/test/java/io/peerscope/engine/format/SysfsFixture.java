package io.peerscope.engine.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// A small tree of sysfs for tests, as a folder or packed.
final class SysfsFixture {

  /// A link, or the bytes of a file.
  private record Entry(String target, List<Byte> content) {}

  private static final int LINK_MODE = 0120777;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /// A host bridge, a root port and an endpoint with a BAR whose bus address is its CPU address
  /// less 0x1000000000.
  static SysfsFixture small() {
    return new SysfsFixture()
        .function("sys/devices/pci0000:00/0000:00:00.0", "0x060000", "0x8086", "0x1234")
        .function("sys/devices/pci0000:00/0000:00:01.0", "0x060400", "0x8086", "0x1235")
        .config("sys/devices/pci0000:00/0000:00:01.0", bridgeHeader("01", "01"))
        .function(CARD, "0x020000", "0x15b3", "0x1017")
        .config(CARD, CARD_HEADER)
        .resource(CARD, "0x00000010c0000000 0x00000010c00fffff 0x0000000000040200");
  }

  static final String CARD = "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";

  static final String CARD_HEADER =
      "b315 1710 0600 1000 00 000002 00 00 00 00" + "000000c0" + "00".repeat(0x40 - 0x14);

  static String bridgeHeader(String secondary, String subordinate) {
    return "8680 3512 0600 1000 00 000406 00 00 01 00"
        + "00".repeat(8)
        + "00"
        + secondary
        + subordinate
        + "00".repeat(0x40 - 0x1b);
  }

  SysfsFixture function(String folder, String classCode, String vendor, String device) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    return file(folder + "/class", classCode + "\n")
        .file(folder + "/vendor", vendor + "\n")
        .file(folder + "/device", device + "\n")
        .link("sys/bus/pci/devices/" + name, "../../../devices" + folder.substring(11));
  }

  /// @param lines the first lines of `resource`; the rest up to seven is absent
  SysfsFixture resource(String folder, String... lines) {
    String absent = "0x0000000000000000 0x0000000000000000 0x0000000000000000\n";
    String told = String.join("\n", lines) + "\n";
    return file(folder + "/resource", told + absent.repeat(Math.max(0, 7 - lines.length)));
  }

  /// @param hex bytes from 0 on; blanks do not count
  SysfsFixture config(String folder, String hex) {
    return bytes(folder + "/config", HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  SysfsFixture file(String path, String text) {
    return bytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  SysfsFixture bytes(String path, byte[] content) {
    List<Byte> boxed =
        new String(content, StandardCharsets.ISO_8859_1)
            .chars()
            .mapToObj(each -> (byte) each)
            .toList();
    entries.put(path, new Entry("", boxed));
    return this;
  }

  SysfsFixture link(String path, String target) {
    entries.put(path, new Entry(target, List.of()));
    return this;
  }

  SysfsFixture without(String path) {
    entries.keySet().removeIf(each -> each.equals(path) || each.startsWith(path + "/"));
    return this;
  }

  /// The same tree in a folder of its own.
  SysfsFixture below(String prefix) {
    var moved = new SysfsFixture();
    entries.forEach((path, entry) -> moved.entries.put(prefix + "/" + path, entry));
    return moved;
  }

  byte[] tar() {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        boolean link = !each.getValue().target().isEmpty();
        var entry =
            link
                ? new TarArchiveEntry(each.getKey(), TarArchiveEntry.LF_SYMLINK)
                : new TarArchiveEntry(each.getKey(), true);
        entry.setLinkName(each.getValue().target());
        byte[] content = unboxed(each.getValue());
        entry.setSize(link ? 0 : content.length);
        tar.putArchiveEntry(entry);
        if (!link) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] zip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes)) {
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        var entry = new ZipArchiveEntry(each.getKey());
        String target = each.getValue().target();
        if (!target.isEmpty()) {
          entry.setUnixMode(LINK_MODE);
        }
        zip.putArchiveEntry(entry);
        zip.write(
            target.isEmpty() ? unboxed(each.getValue()) : target.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @param format `gz`, `bzip2` or `xz`
  byte[] packed(String format) {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream stream =
        new CompressorStreamFactory().createCompressorOutputStream(format, bytes)) {
      stream.write(tar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Path folder(Path root) {
    try {
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        Path path = root.resolve(each.getKey());
        Files.createDirectories(path.getParent());
        if (each.getValue().target().isEmpty()) {
          Files.write(path, unboxed(each.getValue()));
        } else {
          Files.createSymbolicLink(path, Path.of(each.getValue().target()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  private static byte[] unboxed(Entry entry) {
    var bytes = new byte[entry.content().size()];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = entry.content().get(at);
    }
    return bytes;
  }

  Reading read() {
    return PlatformReader.read(List.of(new Input("x.tar", tar())));
  }
}
