package io.peerscope.engine.format;

import io.peerscope.engine.format.tree.ArchiveKind;
import io.peerscope.engine.format.tree.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A large dump in a file, read without ever holding the whole of it: what is hex is decoded as it
/// comes by, several parts of the file at once.
final class DumpFile {

  /// A smaller file is read as a whole.
  private static final long SMALLEST = 1 << 20;

  /// How early the hex of a dump begins.
  private static final int HEAD = 256 * 1024;

  private static final long SMALLEST_PART = 8 << 20;
  private static final int MOST_PARTS = 8;
  private static final int BOUNDARY = 64 * 1024;
  private static final byte FIRST_OF_A_BYTE_ORDER_MARK = (byte) 0xef;

  private DumpFile() {}

  /// The dump in a file; empty where there may be something else in it, or the file is small.
  static Optional<DumpText> read(Path file) throws IOException {
    long size = Files.isRegularFile(file) ? Files.size(file) : 0;
    return size < SMALLEST || size > InputBytes.LARGEST
        ? Optional.empty()
        : read(file, Math.clamp(size / SMALLEST_PART, 1, MOST_PARTS));
  }

  /// The dump in a file of any size.
  ///
  /// @param parts how many are read at once
  static Optional<DumpText> read(Path file, int parts) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return isDump(bytes(channel, 0, HEAD))
          ? read(channel, starts(channel, parts))
          : Optional.empty();
    }
  }

  private static boolean isDump(byte[] head) {
    return head.length > 0
        && head[0] != FIRST_OF_A_BYTE_ORDER_MARK
        && Compression.of(head) == Compression.NONE
        && ArchiveKind.of(head).isEmpty()
        && !new HexBlockScan(head, 0, head.length).find().isEmpty();
  }

  private static byte[] bytes(FileChannel file, long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    return Arrays.copyOf(bytes, WholeFile.read(file, from, bytes, 0, count));
  }

  /// Where each part starts, behind an empty line, and where the last one ends.
  private static long[] starts(FileChannel file, int parts) throws IOException {
    long size = file.size();
    long[] starts = new long[parts + 1];
    for (int part = 1; part < parts; part++) {
      long wanted = size * part / parts;
      int behind = HexBlocks.behindEmptyLine(bytes(file, wanted, BOUNDARY), 0, BOUNDARY);
      starts[part] = behind < 0 ? starts[part - 1] : Math.max(starts[part - 1], wanted + behind);
    }
    starts[parts] = size;
    return starts;
  }

  private static Optional<DumpText> read(FileChannel file, long[] starts) throws IOException {
    try {
      List<DumpPart> parts =
          IntStream.range(0, starts.length - 1)
              .parallel()
              .mapToObj(part -> read(file, starts[part], starts[part + 1]))
              .toList();
      return parts.stream().anyMatch(DumpPart::isStrange)
          ? Optional.empty()
          : Optional.of(joined(parts));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static DumpPart read(FileChannel file, long start, long end) {
    try {
      return DumpPart.read(file, start, end);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static DumpText joined(List<DumpPart> parts) {
    var rest = new ByteArrayOutputStream();
    List<HexBlock> blocks = new ArrayList<>();
    for (DumpPart part : parts) {
      int before = rest.size();
      part.blocks().forEach(block -> blocks.add(block.movedBy(before)));
      rest.writeBytes(part.rest());
    }
    return new DumpText(rest.toByteArray(), HexBlocks.of(blocks));
  }
}
