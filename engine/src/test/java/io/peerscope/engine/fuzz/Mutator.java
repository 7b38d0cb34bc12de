package io.peerscope.engine.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Changes inputs as people, mail programs and broken disks do: lines, words, digits, tags, bytes.
final class Mutator {

  /// Most inputs stay below; now and then one is blown up to find what grows with the square.
  private static final int LONGEST = 8 * 1024;

  private static final int BLOWN_UP = 192 * 1024;
  private static final int ONE_IN = 40_000;

  /// Numbers at which something overflows.
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "7f",
          "80",
          "ff",
          "100",
          "255",
          "256",
          "fff",
          "1000",
          "ffff",
          "10000",
          "65536",
          "7fffffff",
          "80000000",
          "ffffffff",
          "100000000",
          "2147483648",
          "4294967296",
          "7fffffffffffffff",
          "8000000000000000",
          "ffffffffffffffff",
          "10000000000000000",
          "18446744073709551616",
          "99999999999999999999999999",
          "1e400",
          "0x",
          "0000:00:00.0");

  private static final List<String> GENERAL =
      List.of(
          "\n",
          "\r\n",
          "\n\n",
          "\t",
          "> ",
          "  ",
          " ",
          ":",
          ".",
          ",",
          "-",
          "/",
          "<",
          ">",
          "\"",
          "'",
          "[",
          "]",
          "(",
          ")",
          "=",
          "&amp;",
          "&gt;",
          "\u001b[0m",
          "\u0000",
          "\u00c2\u00a0",
          "\u00ff",
          "\u00ef\u00bb\u00bf",
          "\u00ff\u00fe",
          "00:00.0 ",
          "0000:00:01.0 ",
          "user@host:~$ lspci\n");

  private final List<byte[]> words;
  private final SplittableRandom random;

  Mutator(List<byte[]> words, SplittableRandom random) {
    this.words = words;
    this.random = random;
  }

  /// A changed copy.
  ///
  /// @param other another input of the corpus, to take parts from
  byte[] mutate(byte[] original, byte[] other) {
    byte[] changed = original;
    for (int times = 1 << random.nextInt(4); times > 0; times--) {
      changed = once(changed, other);
    }
    if (random.nextInt(ONE_IN) == 0) {
      return blownUp(changed);
    }
    return changed.length > LONGEST ? Arrays.copyOf(changed, LONGEST) : changed;
  }

  private byte[] once(byte[] text, byte[] other) {
    if (text.length == 0) {
      return word();
    }
    return switch (random.nextInt(17)) {
      case 0 -> flipped(text);
      case 1 -> replaced(text, at(text), 0, word());
      case 2 -> {
        int at = at(text);
        yield replaced(text, at, endOfToken(text, at) - at, word());
      }
      case 3 -> {
        int at = at(text);
        yield replaced(text, at, endOfToken(text, at) - at, number());
      }
      case 4, 5 -> otherDigits(text);
      case 6 -> withoutLines(text);
      case 7 -> repeatedLines(text);
      case 8 -> movedLine(text);
      case 9 -> lineOf(text, other);
      case 10 -> spliced(text, other);
      case 11 -> Arrays.copyOf(text, random.nextInt(text.length));
      case 12 -> {
        int at = at(text);
        yield replaced(text, at, Math.min(text.length - at, 1 + random.nextInt(16)), new byte[0]);
      }
      case 13 -> copiedPart(text);
      case 14 -> indented(text);
      case 15 -> repeatedPart(text);
      default -> otherByte(text);
    };
  }

  private int at(byte[] text) {
    return random.nextInt(text.length);
  }

  private byte[] word() {
    return random.nextInt(3) == 0
        ? GENERAL.get(random.nextInt(GENERAL.size())).getBytes(ISO_8859_1)
        : words.get(random.nextInt(words.size()));
  }

  private byte[] number() {
    return NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(ISO_8859_1);
  }

  private byte[] flipped(byte[] text) {
    byte[] changed = text.clone();
    changed[at(text)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private byte[] otherByte(byte[] text) {
    byte[] changed = text.clone();
    changed[at(text)] = (byte) random.nextInt(256);
    return changed;
  }

  /// Hexadecimal digits that stay digits.
  private byte[] otherDigits(byte[] text) {
    byte[] changed = text.clone();
    int from = at(text);
    int most = 1 + random.nextInt(4);
    for (int at = from; at < changed.length && most > 0; at++) {
      if (Character.digit(changed[at], 16) >= 0) {
        changed[at] = (byte) Character.forDigit(random.nextInt(16), 16);
        most--;
      }
    }
    return changed;
  }

  private byte[] withoutLines(byte[] text) {
    int from = startOfLine(text, at(text));
    int to = from;
    for (int lines = 1 + random.nextInt(4); lines > 0; lines--) {
      to = endOfLine(text, to);
    }
    return replaced(text, from, to - from, new byte[0]);
  }

  private byte[] repeatedLines(byte[] text) {
    int from = startOfLine(text, at(text));
    int to = endOfLine(text, from);
    byte[] line = Arrays.copyOfRange(text, from, to);
    return replaced(text, startOfLine(text, at(text)), 0, line);
  }

  private byte[] movedLine(byte[] text) {
    int from = startOfLine(text, at(text));
    int to = endOfLine(text, from);
    byte[] line = Arrays.copyOfRange(text, from, to);
    byte[] rest = replaced(text, from, to - from, new byte[0]);
    return rest.length == 0 ? text : replaced(rest, startOfLine(rest, at(rest)), 0, line);
  }

  private byte[] lineOf(byte[] text, byte[] other) {
    if (other.length == 0) {
      return text;
    }
    int from = startOfLine(other, at(other));
    byte[] line = Arrays.copyOfRange(other, from, endOfLine(other, from));
    int here = startOfLine(text, at(text));
    int length = random.nextBoolean() ? endOfLine(text, here) - here : 0;
    return replaced(text, here, length, line);
  }

  private byte[] spliced(byte[] text, byte[] other) {
    if (other.length == 0) {
      return text;
    }
    int from = at(other);
    byte[] rest = Arrays.copyOfRange(other, from, other.length);
    int here = at(text);
    return replaced(text, here, text.length - here, rest);
  }

  private byte[] copiedPart(byte[] text) {
    int from = at(text);
    int length = Math.min(text.length - from, 1 + random.nextInt(64));
    byte[] part = Arrays.copyOfRange(text, from, from + length);
    int here = at(text);
    int covered = random.nextBoolean() ? Math.min(length, text.length - here) : 0;
    return replaced(text, here, covered, part);
  }

  private byte[] repeatedPart(byte[] text) {
    int from = at(text);
    int length = Math.min(text.length - from, 1 + random.nextInt(24));
    int times = 2 + random.nextInt(40);
    byte[] part = new byte[length * times];
    for (int n = 0; n < part.length; n++) {
      part[n] = text[from + n % length];
    }
    return replaced(text, from, length, part);
  }

  private byte[] indented(byte[] text) {
    int from = startOfLine(text, at(text));
    int blanks = from;
    while (blanks < text.length && (text[blanks] == ' ' || text[blanks] == '\t')) {
      blanks++;
    }
    byte[] other =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {'\t'};
          case 2 -> new byte[] {'>', ' '};
          default -> " ".repeat(random.nextInt(24)).getBytes(ISO_8859_1);
        };
    return replaced(text, from, blanks - from, other);
  }

  private byte[] blownUp(byte[] text) {
    if (text.length == 0) {
      return text;
    }
    int from = random.nextBoolean() ? startOfLine(text, at(text)) : at(text);
    int to = Math.min(text.length, from + 1 + random.nextInt(200));
    int times = BLOWN_UP / (to - from);
    byte[] part = new byte[(to - from) * times];
    for (int n = 0; n < part.length; n++) {
      part[n] = text[from + n % (to - from)];
    }
    return replaced(text, from, to - from, part);
  }

  private int endOfToken(byte[] text, int from) {
    int at = from;
    while (at < text.length && at < from + 40 && Character.isLetterOrDigit(text[at] & 0xff)) {
      at++;
    }
    return at == from ? Math.min(text.length, from + 1) : at;
  }

  private static int startOfLine(byte[] text, int from) {
    int at = from;
    while (at > 0 && text[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  /// Behind the line end, or at the end of the text.
  private static int endOfLine(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return Math.min(text.length, at + 1);
  }

  private static byte[] replaced(byte[] text, int from, int length, byte[] by) {
    byte[] changed = new byte[text.length - length + by.length];
    System.arraycopy(text, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(text, from + length, changed, from + by.length, text.length - from - length);
    return changed;
  }
}
