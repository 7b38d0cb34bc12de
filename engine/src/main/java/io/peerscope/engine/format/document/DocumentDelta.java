package io.peerscope.engine.format.document;

import io.peerscope.engine.topology.PciFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// What has to be kept of a document when an earlier state of it is kept whole: everything beside
/// the functions, and those functions that are others.
///
/// [DocumentWriter] gives each function a block of its own, and the same function the same block as
/// long as nothing else is told of places. So a delta names the blocks to take over, and holds the
/// rest as a document: `number of runs, (first block before or -1, number of blocks)…, document`.
public final class DocumentDelta {

  private static final int NEW = -1;
  private static final byte[] BEFORE_BLOCK = "\n    ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER_BLOCKS = "\n  ".getBytes(StandardCharsets.UTF_8);

  private DocumentDelta() {}

  /// Neighbours that are taken over, or that are new.
  ///
  /// @param from index of the first one among the blocks of before, or [#NEW]
  private record Run(int from, int count) {

    /// The same with one more, where that is the next.
    Optional<Run> with(int place) {
      boolean isNext = place == NEW ? from == NEW : from != NEW && place == from + count;
      return isNext ? Optional.of(new Run(from, count + 1)) : Optional.empty();
    }
  }

  /// What to keep of a document; empty where the functions that did not change may have other
  /// blocks nevertheless.
  ///
  /// @param before the state that is kept whole
  public static Optional<byte[]> between(PeerscopeDocument before, PeerscopeDocument after) {
    boolean blocksHold =
        before.unknown().equals(after.unknown())
            && before.platform().topology().told().equals(after.platform().topology().told());
    if (!blocksHold) {
      return Optional.empty();
    }
    var places = new IdentityHashMap<PciFunction, Integer>(before.platform().topology().size());
    before.platform().topology().functions().forEach(it -> places.put(it, places.size()));
    var runs = new ArrayList<Run>();
    var changed = new ArrayList<PciFunction>();
    for (PciFunction function : after.platform().topology().functions()) {
      int place = places.getOrDefault(function, NEW);
      if (place == NEW) {
        changed.add(function);
      }
      Optional<Run> longer = runs.isEmpty() ? Optional.empty() : runs.getLast().with(place);
      longer.ifPresentOrElse(
          run -> runs.set(runs.size() - 1, run), () -> runs.add(new Run(place, 1)));
    }
    return Optional.of(bytes(runs, DocumentWriter.write(after, changed)));
  }

  private static byte[] bytes(List<Run> runs, byte[] document) {
    var buffer = ByteBuffer.allocate(Integer.BYTES * (1 + 2 * runs.size()) + document.length);
    buffer.putInt(runs.size());
    runs.forEach(run -> buffer.putInt(run.from).putInt(run.count));
    return buffer.put(document).array();
  }

  /// The bytes of the document, as [DocumentWriter] would write it.
  ///
  /// @param before the bytes of the state that was kept whole
  /// @throws IOException when the delta is not one of that state
  public static byte[] apply(byte[] before, byte[] delta) throws IOException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(delta);
      var runs = new ArrayList<Run>();
      for (int left = buffer.getInt(); left > 0; left--) {
        runs.add(new Run(buffer.getInt(), buffer.getInt()));
      }
      var rest = new byte[buffer.remaining()];
      buffer.get(rest);
      return joined(runs, Blocks.of(before), Blocks.of(rest));
    } catch (BufferUnderflowException | IndexOutOfBoundsException strange) {
      throw new IOException("the delta is of another state", strange);
    }
  }

  /// The functions of a document as they stand in its bytes.
  private static final class Blocks {

    private final byte[] content;
    private final FunctionBlocks found;

    private Blocks(byte[] content, FunctionBlocks found) {
      this.content = content;
      this.found = found;
    }

    static Blocks of(byte[] content) throws IOException {
      return new Blocks(
          content,
          FunctionBlocks.of(content)
              .orElseThrow(() -> new IOException("a document without functions")));
    }

    void write(int number, ByteArrayOutputStream to) {
      FunctionBlocks.Block block = found.blocks().get(number);
      int end = block.end();
      while (content[end - 1] <= ' ') {
        end--;
      }
      to.write(content, block.start(), end - block.start());
    }
  }

  private static byte[] joined(List<Run> runs, Blocks before, Blocks delta) {
    var bytes = new ByteArrayOutputStream(before.content.length + delta.content.length);
    bytes.write(delta.content, 0, delta.found.listStart() + 1);
    int written = 0;
    int fresh = 0;
    for (Run run : runs) {
      for (int at = 0; at < run.count; at++) {
        if (written++ > 0) {
          bytes.write(',');
        }
        bytes.writeBytes(BEFORE_BLOCK);
        if (run.from == NEW) {
          delta.write(fresh++, bytes);
        } else {
          before.write(run.from + at, bytes);
        }
      }
    }
    if (written > 0) {
      bytes.writeBytes(AFTER_BLOCKS);
    }
    bytes.write(delta.content, delta.found.listEnd(), delta.content.length - delta.found.listEnd());
    return bytes.toByteArray();
  }
}
