package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The small files of one folder, each with one value.
final class Attributes {

  private static final int LARGEST = 4096;
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,7}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}");

  private final FileTree tree;
  private final String folder;
  private final List<String> names;
  private final DiagnosticLog log;

  Attributes(FileTree tree, String folder, DiagnosticLog log) {
    this.tree = tree;
    this.folder = tree.resolve(folder).orElse(folder);
    this.names = tree.list(this.folder);
    this.log = log;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  String path(String name) {
    return Paths.below(folder, name);
  }

  SourcePosition at(String name) {
    return tree.at(path(name), 1);
  }

  /// The text of an attribute without blanks around it. An archive made of a live tree has files
  /// filled up with NUL bytes, because sysfs promises a whole page.
  Optional<String> text(String name) {
    return bytes(name, LARGEST).map(Attributes::textIn).filter(text -> !text.isEmpty());
  }

  /// The same of any file of a tree.
  static Optional<String> textOf(FileTree tree, String path) {
    return tree.read(path, LARGEST).map(Attributes::textIn).filter(text -> !text.isEmpty());
  }

  private static String textIn(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  Optional<byte[]> bytes(String name, int most) {
    return has(name) ? tree.readIn(folder, name, most) : Optional.empty();
  }

  /// The last name of what a link says.
  Optional<String> linkName(String name) {
    return has(name) ? tree.link(path(name)).map(Paths::name) : Optional.empty();
  }

  /// A value that `read` makes of the text; reported where it can make none.
  <T> Fact<T> fact(String name, String what, Function<String, Optional<T>> read) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Fact.unknown("the tree does not tell " + what);
    }
    Optional<T> value = read.apply(text.get());
    if (value.isEmpty()) {
      log.warning(
          "malformed-attribute", "'%s' is not %s".formatted(shortened(text.get()), what), at(name));
    }
    return value
        .<Fact<T>>map(told -> Fact.known(told, at(name)))
        .orElseGet(() -> Fact.unknown("the tree does not tell " + what + " in a form we know"));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /// `0x` and up to `digits` hex digits.
  static OptionalInt hex(String text, int digits) {
    return text.length() <= 2 + digits && HEX.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text.substring(2), 16))
        : OptionalInt.empty();
  }

  static OptionalInt decimal(String text) {
    return DECIMAL.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  static <T> Optional<T> boxed(OptionalInt value, Function<Integer, T> make) {
    return value.isPresent() ? Optional.of(make.apply(value.getAsInt())) : Optional.empty();
  }
}
