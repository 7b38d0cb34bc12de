package io.peerscope.engine.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// The class codes behind the class names that lspci prints, and back.
final class ClassNames {

  private static final String TABLE = "pci-class-names.tsv";

  private final Map<String, Integer> codes = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  private ClassNames() {}

  /// Reads the table that comes with the program.
  static ClassNames load() {
    var table = new ClassNames();
    InputStream stream = Objects.requireNonNull(ClassNames.class.getResourceAsStream(TABLE), TABLE);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(table::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return table;
  }

  private void add(String line) {
    int tab = line.indexOf('\t');
    if (tab != 4) {
      return;
    }
    int code = Integer.parseInt(line, 0, tab, 16);
    String name = line.substring(tab + 1);
    names.putIfAbsent(code, name);
    codes.putIfAbsent(name.toLowerCase(Locale.ROOT), code);
  }

  /// Base class and sub-class of a name, whatever its case.
  OptionalInt codeOf(String name) {
    Integer code = codes.get(name.toLowerCase(Locale.ROOT));
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /// The name of a base class and sub-class, or empty.
  String nameOf(int baseAndSub) {
    return names.getOrDefault(baseAndSub, "");
  }
}
