package io.peerscope.engine.cli;

import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.ScatterList.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The elements of a scatter list as lines `TARGET [SIZE [COUNT]]` with tabs between; COUNT
/// elements lie one behind the other. Empty lines and `#` comments are passed over.
final class ListFile {

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final int MOST_ELEMENTS = 1 << 20;

  private final String name;
  private final long size;
  private final List<Element> elements = new ArrayList<>();

  private ListFile(String name, long size) {
    this.name = name;
    this.size = size;
  }

  /// @param size bytes of an element whose line does not say
  /// @throws CommandFailure when the file cannot be read, or a line not understood
  static List<Element> read(String name, long size, Streams streams) throws CommandFailure {
    var file = new ListFile(name, size);
    try (InputStream lines = PairsFile.open(name, streams)) {
      file.readAll(lines);
    } catch (IOException failure) {
      throw PairsFile.unreadable(name, String.valueOf(failure.getMessage()));
    }
    if (file.elements.isEmpty()) {
      throw new CommandFailure(ExitCode.UNREADABLE, name + " holds no element; give TARGET lines");
    }
    return file.elements;
  }

  private void readAll(InputStream content) throws IOException, CommandFailure {
    var lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(1);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        add(line.strip().split("\t", -1), number);
      }
    }
  }

  private void add(String[] fields, int number) throws CommandFailure {
    Optional<DmaTarget> target = DmaTarget.parse(fields[0].strip());
    Optional<Long> bytes = above0(fields, 1, size);
    Optional<Long> count = above0(fields, 2, 1);
    if (target.isEmpty() || bytes.isEmpty() || count.isEmpty() || fields.length > 3) {
      throw bad(number, "is not TARGET [SIZE [COUNT]] with tabs between");
    }
    if (count.get() > MOST_ELEMENTS - elements.size()) {
      throw bad(number, "makes more than %d elements".formatted(MOST_ELEMENTS));
    }
    for (long n = 0; n < count.get(); n++) {
      elements.add(new Element(target.get().plus(n * bytes.get()), bytes.get()));
    }
  }

  private static Optional<Long> above0(String[] fields, int at, long otherwise) {
    return fields.length <= at
        ? Optional.of(otherwise)
        : Numbers.parse(fields[at].strip()).filter(number -> number > 0);
  }

  private CommandFailure bad(int number, String what) {
    return new CommandFailure(
        ExitCode.UNREADABLE, "line %d of %s %s".formatted(number, name, what));
  }
}
