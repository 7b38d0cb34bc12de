package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.tree.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of an input as plain text: unpacked, in one byte order, with newlines.
final class InputBytes {

  /// Largest input, also after unpacking.
  static final long LARGEST = 512L * 1024 * 1024;

  private static final int LOOKED_AT = 64 * 1024;
  private static final long MOST_EXPANSION = 1032;

  private final Input input;
  private final DiagnosticLog log;

  InputBytes(Input input, DiagnosticLog log) {
    this.input = input;
    this.log = log;
  }

  /// The unpacked bytes, or empty when the input is refused.
  Optional<byte[]> plain() {
    byte[] packed = input.content();
    Compression compression = Compression.of(packed);
    Optional<byte[]> plain =
        compression == Compression.NONE ? Optional.of(packed) : unpacked(packed, compression);
    return plain.isPresent() && plain.get().length > LARGEST ? refuseSize() : plain;
  }

  /// Unpacked bytes in one byte order, with newlines.
  byte[] lines(byte[] plain) {
    return withNewlines(withoutNulBytes(inOneByteOrder(plain)));
  }

  private Optional<byte[]> unpacked(byte[] packed, Compression compression) {
    var plain =
        new ByteArrayOutputStream(
            compression == Compression.GZIP ? likelySize(packed) : packed.length);
    long most = Compression.mostUnpacked(packed.length, LARGEST);
    try (InputStream stream = compression.open(packed)) {
      var buffer = new byte[LOOKED_AT];
      int count = stream.read(buffer);
      while (count >= 0) {
        plain.write(buffer, 0, count);
        if (plain.size() > most) {
          return most == LARGEST ? refuseSize() : refuseBomb(most);
        }
        count = stream.read(buffer);
      }
    } catch (IOException broken) {
      log.error(
          "broken-" + compression.label(),
          "the compressed data is damaged or cut off; what comes before is read",
          whole());
    }
    return Optional.of(plain.toByteArray());
  }

  /// What the end of the file says of its size (RFC 1952, ISIZE), within what deflate can do.
  private static int likelySize(byte[] packed) {
    int at = packed.length - 4;
    if (at < 0) {
      return LOOKED_AT;
    }
    long told =
        (packed[at] & 0xffL)
            | (packed[at + 1] & 0xffL) << 8
            | (packed[at + 2] & 0xffL) << 16
            | (packed[at + 3] & 0xffL) << 24;
    long most = Compression.mostUnpacked(packed.length, LARGEST);
    return (int) Math.min(Math.min(told, most), packed.length * MOST_EXPANSION);
  }

  private Optional<byte[]> refuseSize() {
    log.error(
        "file-too-large",
        "the input is larger than %s MiB and is not read".formatted(LARGEST >> 20),
        whole());
    return Optional.empty();
  }

  private Optional<byte[]> refuseBomb(long most) {
    log.error(
        "file-too-large",
        "the input unpacks to more than %s MiB, out of all proportion to its size, and is not read"
            .formatted(most >> 20),
        whole());
    return Optional.empty();
  }

  private SourcePosition whole() {
    return new SourcePosition(input.name(), 0);
  }

  private static byte[] inOneByteOrder(byte[] content) {
    if (startsWith(content, 0xff, 0xfe)) {
      return reencoded(content, StandardCharsets.UTF_16LE);
    }
    if (startsWith(content, 0xfe, 0xff)) {
      return reencoded(content, StandardCharsets.UTF_16BE);
    }
    return startsWith(content, 0xef, 0xbb, 0xbf)
        ? Arrays.copyOfRange(content, 3, content.length)
        : content;
  }

  /// NUL bytes tell nothing. Where every other byte is one, this is UTF-16, which reads right so.
  private byte[] withoutNulBytes(byte[] content) {
    int first = indexOfNul(content);
    if (first < 0) {
      return content;
    }
    log.warning("not-text", "there are NUL bytes in the input; they are left out", whole());
    byte[] kept = content.clone();
    int count = first;
    for (int at = first; at < content.length; at++) {
      if (content[at] != 0) {
        kept[count++] = content[at];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static int indexOfNul(byte[] content) {
    for (int at = 0; at < Math.min(content.length, LOOKED_AT); at++) {
      if (content[at] == 0) {
        return at;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] content, int... mark) {
    if (content.length < mark.length) {
      return false;
    }
    for (int at = 0; at < mark.length; at++) {
      if ((content[at] & 0xff) != mark[at]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] reencoded(byte[] content, Charset charset) {
    return new String(content, 2, content.length - 2, charset).getBytes(StandardCharsets.UTF_8);
  }

  /// Lines that end in a carriage return alone get newlines.
  private static byte[] withNewlines(byte[] content) {
    boolean returns = false;
    for (int at = 0; at < Math.min(content.length, LOOKED_AT); at++) {
      if (content[at] == '\n') {
        return content;
      }
      returns |= content[at] == '\r';
    }
    if (!returns) {
      return content;
    }
    byte[] changed = content.clone();
    for (int at = 0; at < changed.length; at++) {
      changed[at] = changed[at] == '\r' ? (byte) '\n' : changed[at];
    }
    return changed;
  }
}
