package io.peerscope.engine.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Standard output as a byte buffer: UTF-8, lines end with `\n` on every machine and in every
/// locale.
///
/// A matrix of 4,000 functions is 700 MB of text, so that plain bytes are copied without a detour.
/// Closing writes out the rest; the stream below stays open.
public final class Output extends OutputStream {

  private static final int CAPACITY = 1 << 16;

  private final OutputStream target;
  private final byte[] buffer = new byte[CAPACITY];
  private int length;

  Output(OutputStream target) {
    this.target = target;
  }

  /// Writes text as it is.
  public Output print(String text) throws IOException {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        write(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return this;
      }
      write(c);
    }
    return this;
  }

  Output print(long number) throws IOException {
    return print(Long.toString(number));
  }

  /// Writes a line.
  public Output println(String text) throws IOException {
    print(text);
    write('\n');
    return this;
  }

  @Override
  public void write(int b) throws IOException {
    if (length == CAPACITY) {
      drain();
    }
    buffer[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count > CAPACITY - length) {
      drain();
    }
    if (count > CAPACITY) {
      writeThrough(bytes, offset, count);
      return;
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  private void drain() throws IOException {
    int full = length;
    length = 0;
    writeThrough(buffer, 0, full);
  }

  private void writeThrough(byte[] bytes, int offset, int count) throws IOException {
    try {
      target.write(bytes, offset, count);
    } catch (IOException failure) {
      throw new OutputFailure(failure);
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
    try {
      target.flush();
    } catch (IOException failure) {
      throw new OutputFailure(failure);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
