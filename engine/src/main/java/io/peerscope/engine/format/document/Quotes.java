package io.peerscope.engine.format.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Goes through the texts of a document without reading them, eight bytes at a time: most of a
/// large document is between quotes.
final class Quotes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private Quotes() {}

  /// Index behind the quote that ends a text; -1 where none does.
  ///
  /// @param from index behind the quote before the text
  /// @param end index behind the last byte that may be looked at
  static int behind(byte[] content, int from, int end) {
    int at = from;
    while (at < end) {
      at = plainUntil(content, at, end);
      byte letter = at < end ? content[at++] : 0;
      if (letter == '"') {
        return at;
      }
      if (letter == '\\') {
        at++;
      }
    }
    return -1;
  }

  /// An index up to which there is neither quote nor backslash; where there are eight bytes left,
  /// the next eight hold one.
  private static int plainUntil(byte[] content, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long eight = (long) LONGS.get(content, at);
      long found = zeroes(eight ^ QUOTES) | zeroes(eight ^ BACKSLASHES);
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    return at;
  }

  /// The top bit of the lowest byte that is zero, and perhaps of others above it; 0 where none is.
  private static long zeroes(long eight) {
    return eight - ONES & ~eight & TOPS;
  }
}
