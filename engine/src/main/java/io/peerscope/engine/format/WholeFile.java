package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The bytes of a file. A channel that is asked for all of a large file at once needs as much
/// memory again on the way; it is asked for pieces.
final class WholeFile {

  private static final int PIECE = 512 * 1024;

  private WholeFile() {}

  static byte[] read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > PIECE) {
        byte[] bytes = new byte[(int) channel.size()];
        int count = read(channel, 0, bytes, 0, bytes.length);
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
      }
    }
    // Files of the kernel have no size before they are read.
    return Files.readAllBytes(file);
  }

  /// Fills `count` bytes of an array, from index `from` on, with those of a file from `position`
  /// on; gives how many there were.
  static int read(FileChannel channel, long position, byte[] into, int from, int count)
      throws IOException {
    int filled = 0;
    while (filled < count) {
      var piece = ByteBuffer.wrap(into, from + filled, Math.min(PIECE, count - filled));
      int more = channel.read(piece, position + filled);
      if (more < 0) {
        break;
      }
      filled += more;
    }
    return filled;
  }
}
