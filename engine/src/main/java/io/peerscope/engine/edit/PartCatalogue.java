package io.peerscope.engine.edit;

import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.edit.PartFunction.PartBar;
import io.peerscope.engine.edit.PartFunction.VirtualFunctions;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.FunctionKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the catalogue of parts, `parts.tsv`.
final class PartCatalogue {

  static final Map<String, Part> PARTS = read();

  private static final String FILE = "parts.tsv";
  private static final String NONE = "-";
  private static final int COLUMNS = 13;

  private PartCatalogue() {}

  private static Map<String, Part> read() {
    Map<String, Part> parts = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      if (columns.length != COLUMNS) {
        throw new IllegalArgumentException(
            "%s:%d has %d columns".formatted(FILE, number, columns.length));
      }
      PartFunction function = function(columns, new SourcePosition(FILE, number));
      parts.merge(
          columns[0],
          new Part(columns[0], columns[1], List.of(function)),
          (part, _) -> with(part, function));
    }
    return parts;
  }

  private static List<String> lines() {
    InputStream stream = PartCatalogue.class.getResourceAsStream(FILE);
    if (stream == null) {
      throw new IllegalStateException("no catalogue " + FILE);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part with(Part part, PartFunction function) {
    List<PartFunction> functions = new ArrayList<>(part.functions());
    functions.add(function);
    return new Part(part.key(), part.group(), functions);
  }

  private static PartFunction function(String[] columns, SourcePosition row) {
    return new PartFunction(
        kind(columns[2]),
        told(columns[3]).map(PartCatalogue::id),
        told(columns[4]).map(PartCatalogue::classCode),
        columns[5],
        told(columns[6]).map(speed -> new Link(speed, Integer.parseInt(columns[7]))),
        told(columns[8]).isPresent(),
        told(columns[9]).map(PartCatalogue::bars).orElse(List.of()),
        told(columns[10])
            .map(word -> OptionalInt.of(Integer.parseInt(word, 16)))
            .orElse(OptionalInt.empty()),
        told(columns[11]).map(PartCatalogue::virtualFunctions),
        columns[12],
        row);
  }

  private static Optional<String> told(String column) {
    return Optional.of(column).filter(text -> !text.equals(NONE));
  }

  private static FunctionKind kind(String spelling) {
    return Arrays.stream(FunctionKind.values())
        .filter(kind -> kind.spelling().equals(spelling))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind " + spelling));
  }

  private static VendorDevice id(String text) {
    return new VendorDevice(
        Integer.parseInt(text.substring(0, 4), 16), Integer.parseInt(text.substring(5), 16));
  }

  private static ClassCode classCode(String text) {
    int code = Integer.parseInt(text, 16);
    return new ClassCode(code >> 8, OptionalInt.of(code & 0xff));
  }

  private static List<PartBar> bars(String text) {
    return Arrays.stream(text.split(",", -1)).map(PartCatalogue::bar).toList();
  }

  private static PartBar bar(String text) {
    String[] parts = text.split(":", -1);
    BarKind kind =
        switch (parts[1]) {
          case "32", "32p" -> BarKind.MEMORY_32;
          case "64", "64p" -> BarKind.MEMORY_64;
          case "io" -> BarKind.IO;
          default -> throw new IllegalArgumentException("no BAR type " + parts[1]);
        };
    return new PartBar(Integer.parseInt(parts[0]), kind, parts[1].endsWith("p"), size(parts[2]));
  }

  private static long size(String text) {
    int unit = "KMGT".indexOf(text.charAt(text.length() - 1)) + 1;
    String digits = unit == 0 ? text : text.substring(0, text.length() - 1);
    return Long.parseLong(digits) << (10 * unit);
  }

  private static VirtualFunctions virtualFunctions(String text) {
    String[] parts = text.split(":", -1);
    return new VirtualFunctions(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3], 16));
  }
}
