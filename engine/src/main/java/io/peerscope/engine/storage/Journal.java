package io.peerscope.engine.storage;

import io.peerscope.engine.format.document.DocumentDelta;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// States of a document that is being edited, one behind the other, until it is saved.
///
/// A record is `kind length check-sum`, 16 bytes, then the content: first the path of the document,
/// then states, packed. The first state is whole, and so is one that has little in common with the
/// whole one before it; of the others there is what makes them out of that one ([DocumentDelta]),
/// so that an edit of a large machine writes little. A program that was killed leaves at worst the
/// last record unfinished; the one before it counts then. As long as the program runs, it holds a
/// lock on the file, by which others know that nothing is to be recovered. The program itself knows
/// its own journals by their names: on POSIX systems, to open and close one would take the lock
/// away.
public final class Journal implements AutoCloseable {

  static final int HEADER = 16;
  static final int KIND_PATH = 0x50415448;
  static final int KIND_STATE = 0x53544154;
  static final int KIND_DELTA = 0x44454c54;
  static final String ENDING = ".journal";

  /// Begins the names of the journals of this program, as long as it runs.
  private static final String OURS = UUID.randomUUID() + "-";

  /// Beyond this the states before the last one are dropped.
  private static final long LARGEST = 64L << 20;

  /// A delta is this much shorter than the whole state.
  private static final int WORTH_WHILE = 4;

  private final Path file;
  private final Optional<Path> document;
  private final long largest;
  private FileChannel channel;
  private FileLock lock;
  private Optional<Whole> whole = Optional.empty();

  /// The last state that was written whole.
  ///
  /// @param length of its record, packed
  private record Whole(PeerscopeDocument state, int length) {}

  private Journal(
      Path file, Optional<Path> document, long largest, FileChannel channel, FileLock lock) {
    this.largest = largest;
    this.file = file;
    this.document = document;
    this.channel = channel;
    this.lock = lock;
  }

  /// Starts a journal.
  ///
  /// @param document the file that is edited; empty for one that has no name yet
  public static Journal start(StateFolder state, Optional<Path> document) throws IOException {
    return start(state, document, LARGEST);
  }

  /// @param largest bytes beyond which only the last state stays
  static Journal start(StateFolder state, Optional<Path> document, long largest)
      throws IOException {
    Files.createDirectories(state.journals());
    Path file = state.journals().resolve(OURS + UUID.randomUUID() + ENDING);
    FileChannel channel = open(file);
    try {
      var journal = new Journal(file, document, largest, channel, channel.lock());
      journal.writePath();
      return journal;
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /// Whether this program started the journal.
  static boolean isOurs(Path file) {
    return file.getFileName().toString().startsWith(OURS);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private void writePath() throws IOException {
    String path = document.map(named -> named.toAbsolutePath().toString()).orElse("");
    write(KIND_PATH, path.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds a state; on return it is on the disk.
  public synchronized void add(PeerscopeDocument state) throws IOException {
    if (channel.position() > largest) {
      byte[] packed = packed(DocumentWriter.write(state));
      startAnew(packed);
      whole = Optional.of(new Whole(state, packed.length));
      return;
    }
    Optional<byte[]> delta = deltaTo(state);
    if (delta.isPresent()) {
      append(KIND_DELTA, delta.get());
      return;
    }
    byte[] packed = packed(DocumentWriter.write(state));
    append(KIND_STATE, packed);
    whole = Optional.of(new Whole(state, packed.length));
  }

  /// Empty where it would not be much shorter than the state.
  private Optional<byte[]> deltaTo(PeerscopeDocument state) throws IOException {
    Optional<byte[]> delta = whole.flatMap(before -> DocumentDelta.between(before.state, state));
    if (delta.isEmpty()) {
      return Optional.empty();
    }
    byte[] packed = packed(delta.get());
    return whole.filter(before -> packed.length < before.length / WORTH_WHILE).map(_ -> packed);
  }

  private void append(int kind, byte[] packed) throws IOException {
    long before = channel.position();
    try {
      write(kind, packed);
    } catch (IOException failure) {
      channel.truncate(before);
      throw failure;
    }
  }

  /// Only the last state is needed: a file with that one alone takes the place of this one.
  private void startAnew(byte[] packed) throws IOException {
    Path beside = file.resolveSibling("." + UUID.randomUUID());
    FileChannel old = channel;
    channel = open(beside);
    try {
      FileLock newLock = channel.lock();
      writePath();
      write(KIND_STATE, packed);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      lock = newLock;
      old.close();
    } catch (IOException failure) {
      channel.close();
      channel = old;
      Files.deleteIfExists(beside);
      throw failure;
    }
  }

  private void write(int kind, byte[] content) throws IOException {
    var sum = new CRC32();
    sum.update(content);
    ByteBuffer record = ByteBuffer.allocate(HEADER + content.length);
    record.putInt(kind).putInt(content.length).putLong(sum.getValue()).put(content).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
    channel.force(false);
  }

  private static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream(content.length / 8 + HEADER);
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var stream = new DeflaterOutputStream(bytes, deflater)) {
      stream.write(content);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /// The document is saved, or its changes are given up: nothing is to be recovered.
  @Override
  public synchronized void close() throws IOException {
    Files.deleteIfExists(file);
    lock.release();
    channel.close();
  }
}
