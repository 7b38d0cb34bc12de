package io.peerscope.engine.format;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the first line of a function says behind the address.
///
///     PCI bridge [0604]: Acme Foo [8086:347a] (rev 02) (prog-if 00 [Normal decode])
///       → className "PCI bridge", classCode 060400, name "Acme Foo", id 8086:347a
///
/// @param className the class in words, or empty
/// @param classCode the class in figures, also where only a well-known name is given
/// @param name vendor and device in words, or empty
/// @param id vendor and device in figures
/// @param plausible whether the line has the form of a listing at all, and is no prose
record HeaderLine(
    String className,
    Optional<ClassCode> classCode,
    String name,
    Optional<VendorDevice> id,
    boolean plausible) {

  private static final String NUMBER = "([0-9a-fA-F]{4})";
  private static final Pattern CLASS_NUMBER = Pattern.compile("(?:Class )?" + NUMBER);
  private static final Pattern CLASS_WITH_NUMBER = Pattern.compile("(.*?) ?\\[" + NUMBER + "\\]");
  private static final Pattern ID_IN_BRACKETS =
      Pattern.compile(" ?\\[" + NUMBER + ":" + NUMBER + "\\]");
  private static final Pattern BARE_ID =
      Pattern.compile("(?:Unknown device |Device )?" + NUMBER + ":" + NUMBER + "\\b.*");
  private static final Pattern PROG_IF = Pattern.compile(" ?\\(prog-if ([0-9a-fA-F]{2})\\b");
  private static final Pattern REVISION = Pattern.compile(" ?\\(rev [0-9a-fA-F]{2}\\)");

  /// @param text all behind the address
  static HeaderLine parse(String text, ClassNames names) {
    int split = endOfClass(text);
    if (split < 0) {
      return new HeaderLine("", Optional.empty(), "", Optional.empty(), false);
    }
    String classPart = text.substring(0, split).strip();
    String rest = text.substring(split + 1).strip();

    OptionalInt progIf = OptionalInt.empty();
    Matcher interfaceOf = PROG_IF.matcher(rest);
    if (interfaceOf.find()) {
      progIf = OptionalInt.of(Integer.parseInt(interfaceOf.group(1), 16));
      rest = rest.substring(0, interfaceOf.start());
    }
    rest = withoutLast(REVISION, rest);
    OptionalInt code = classCode(classPart, names);
    Optional<ClassCode> classCode =
        code.isPresent() ? Optional.of(new ClassCode(code.getAsInt(), progIf)) : Optional.empty();
    return new HeaderLine(
        className(classPart, code, names), classCode, nameIn(rest), idIn(rest), !rest.isEmpty());
  }

  private static int endOfClass(String text) {
    int split = text.indexOf(": ");
    if (split < 0 && text.endsWith(":")) {
      return text.length() - 1;
    }
    return split;
  }

  private static OptionalInt classCode(String text, ClassNames names) {
    Matcher number = CLASS_NUMBER.matcher(text);
    if (number.matches()) {
      return OptionalInt.of(Integer.parseInt(number.group(1), 16));
    }
    Matcher both = CLASS_WITH_NUMBER.matcher(text);
    return both.matches()
        ? OptionalInt.of(Integer.parseInt(both.group(2), 16))
        : names.codeOf(text);
  }

  private static String className(String text, OptionalInt code, ClassNames names) {
    if (CLASS_NUMBER.matcher(text).matches()) {
      return code.isPresent() ? names.nameOf(code.getAsInt()) : "";
    }
    Matcher both = CLASS_WITH_NUMBER.matcher(text);
    return both.matches() ? both.group(1) : text;
  }

  private static Optional<VendorDevice> idIn(String rest) {
    Matcher inBrackets = ID_IN_BRACKETS.matcher(rest);
    Optional<VendorDevice> last = Optional.empty();
    while (inBrackets.find()) {
      last = Optional.of(idOf(inBrackets));
    }
    if (last.isPresent()) {
      return last;
    }
    Matcher bare = BARE_ID.matcher(rest);
    return bare.matches() ? Optional.of(idOf(bare)) : Optional.empty();
  }

  private static VendorDevice idOf(Matcher matcher) {
    return new VendorDevice(
        Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16));
  }

  private static String nameIn(String rest) {
    return BARE_ID.matcher(rest).matches() ? "" : withoutLast(ID_IN_BRACKETS, rest).strip();
  }

  private static String withoutLast(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int from = -1;
    int to = -1;
    while (matcher.find()) {
      from = matcher.start();
      to = matcher.end();
    }
    return from < 0 ? text : text.substring(0, from) + text.substring(to);
  }
}
