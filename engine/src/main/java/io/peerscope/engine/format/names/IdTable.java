package io.peerscope.engine.format.names;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a `pci.ids` and where in it each vendor starts.
///
///     8086  Intel Corporation
///     <tab>09a2  Ice Lake Memory Map/VT-d
///     <tab><tab>1028 0001  a subsystem
final class IdTable {

  private static final String RESOURCE = "pci.ids";
  private static final Pattern VERSION = Pattern.compile("#\\s+Version: ([0-9]{4}\\.[0-9.]{1,8})");
  private static final int DIGITS = 4;

  /// The whole database had 1.4 MB in 2023.
  private static final int LARGEST_FILE = 32 << 20;

  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr/share/misc/pci.ids"),
          Path.of("/usr/share/hwdata/pci.ids"),
          Path.of("/usr/share/pci.ids"));

  private final byte[] text;
  private final Map<Integer, Integer> vendors = new HashMap<>();

  private IdTable(byte[] text) {
    this.text = text;
    for (int at = 0; at < text.length; at = nextLine(at)) {
      int id = hex(at);
      if (id >= 0) {
        vendors.putIfAbsent(id, at);
      } else if (text[at] == 'C') {
        break;
      }
    }
  }

  /// The one that comes with the program.
  static IdTable bundled() {
    return new IdTable(bundledText());
  }

  private static byte[] bundledText() {
    try (InputStream in =
        Objects.requireNonNull(IdTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new BufferedInputStream(in).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The newest of the bundled one and those of the system.
  static IdTable newest() {
    return newest(SYSTEM);
  }

  /// A database without a version, or that cannot be read, counts as old.
  static IdTable newest(List<Path> files) {
    byte[] best = bundledText();
    for (Path file : files) {
      byte[] other = read(file);
      if (version(other).compareTo(version(best)) > 0) {
        best = other;
      }
    }
    return new IdTable(best);
  }

  private static byte[] read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE
          ? Files.readAllBytes(file)
          : new byte[0];
    } catch (IOException unreadable) {
      return new byte[0];
    }
  }

  /// `2023.04.10`, which sorts as the dates do.
  private static String version(byte[] text) {
    String head = new String(text, 0, Math.min(text.length, 2000), StandardCharsets.ISO_8859_1);
    Matcher version = VERSION.matcher(head);
    return version.find() ? version.group(1) : "";
  }

  Optional<String> vendor(int id) {
    return Optional.ofNullable(vendors.get(id)).map(this::nameAt);
  }

  Optional<String> device(int vendor, int device) {
    Integer start = vendors.get(vendor);
    if (start == null) {
      return Optional.empty();
    }
    int at = nextLine(start);
    while (at < text.length && (text[at] == '\t' || text[at] == '#')) {
      if (text[at] == '\t' && hex(at + 1) == device) {
        return Optional.of(nameAt(at + 1));
      }
      at = nextLine(at);
    }
    return Optional.empty();
  }

  /// What stands behind the four digits and two blanks.
  private String nameAt(int at) {
    int end = at;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return new String(text, at + DIGITS, end - at - DIGITS, StandardCharsets.UTF_8).strip();
  }

  private int nextLine(int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  /// Four hex digits with a blank behind, or -1.
  private int hex(int from) {
    if (from + DIGITS >= text.length || text[from + DIGITS] != ' ') {
      return -1;
    }
    int value = 0;
    for (int at = from; at < from + DIGITS; at++) {
      int digit = Character.digit(text[at], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
