package io.peerscope.engine.storage;

import io.peerscope.engine.format.document.DocumentDelta;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.tree.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/// What a program that did not end well left of a document.
///
/// @param journal the file it was found in
/// @param document the file that was edited; empty for one that had no name yet
/// @param reading the last state of it
/// @param written when that was
public record Recovered(
    Path journal, Optional<Path> document, DocumentReading reading, FileTime written) {

  /// Largest state; documents are not larger either.
  private static final long LARGEST = 512L << 20;

  /// Everything that can be recovered, newest first.
  public static List<Recovered> all(StateFolder state) throws IOException {
    if (!Files.isDirectory(state.journals())) {
      return List.of();
    }
    List<Recovered> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(state.journals())) {
      for (Path file : files.filter(Recovered::isOfOthers).toList()) {
        ofReadable(file).ifPresent(found::add);
      }
    }
    found.sort((one, other) -> other.written().compareTo(one.written()));
    return found;
  }

  private static boolean isOfOthers(Path file) {
    return file.toString().endsWith(Journal.ENDING) && !Journal.isOurs(file);
  }

  /// A journal that cannot be read, or that another program has just taken up, does not hide the
  /// others.
  private static Optional<Recovered> ofReadable(Path file) {
    try {
      return of(file);
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  /// The last whole state of a journal; empty where there is none, or its program still runs.
  static Optional<Recovered> of(Path file) throws IOException {
    if (isInUse(file)) {
      return Optional.empty();
    }
    ByteBuffer left = ByteBuffer.wrap(Files.readAllBytes(file));
    Optional<Path> document = Optional.empty();
    Optional<ByteBuffer> state = Optional.empty();
    Optional<ByteBuffer> delta = Optional.empty();
    for (Optional<Entry> next = next(left); next.isPresent(); next = next(left)) {
      ByteBuffer content = next.get().content();
      switch (next.get().kind()) {
        case Journal.KIND_STATE -> {
          state = Optional.of(content);
          delta = Optional.empty();
        }
        case Journal.KIND_DELTA -> delta = Optional.of(content);
        case Journal.KIND_PATH -> document = pathIn(content);
        default -> throw new IOException("a journal of another program");
      }
    }
    return state.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Recovered(
                file,
                document,
                read(document, last(state.get(), delta)),
                Files.getLastModifiedTime(file)));
  }

  private static Optional<Path> pathIn(ByteBuffer content) {
    return content.hasRemaining()
        ? Optional.of(Path.of(StandardCharsets.UTF_8.decode(content).toString()))
        : Optional.empty();
  }

  /// @param state the last one that is kept whole
  /// @param delta what the last one of all is, where that is another
  private static byte[] last(ByteBuffer state, Optional<ByteBuffer> delta) throws IOException {
    byte[] whole = unpacked(state);
    return delta.isEmpty() ? whole : DocumentDelta.apply(whole, unpacked(delta.get()));
  }

  private static DocumentReading read(Optional<Path> document, byte[] content) {
    return DocumentReader.read(document.map(Path::toString).orElse("unnamed"), content);
  }

  private static byte[] unpacked(ByteBuffer packed) throws IOException {
    byte[] bytes = new byte[packed.remaining()];
    packed.get(bytes);
    long most = Compression.mostUnpacked(bytes.length, LARGEST);
    try (var stream = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      byte[] state = stream.readNBytes((int) most);
      if (stream.read() >= 0) {
        throw new IOException("the state unpacks to more than " + (most >> 20) + " MiB");
      }
      return state;
    }
  }

  private record Entry(int kind, ByteBuffer content) {}

  /// The next record, if it is whole.
  private static Optional<Entry> next(ByteBuffer left) {
    if (left.remaining() < Journal.HEADER) {
      return Optional.empty();
    }
    int kind = left.getInt();
    int length = left.getInt();
    long sum = left.getLong();
    if (length < 0 || length > left.remaining()) {
      return Optional.empty();
    }
    ByteBuffer content = left.slice(left.position(), length);
    left.position(left.position() + length);
    var found = new CRC32();
    found.update(content.duplicate());
    return found.getValue() == sum ? Optional.of(new Entry(kind, content)) : Optional.empty();
  }

  private static boolean isInUse(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException ofThisProgram) {
      return true;
    }
  }

  /// Forgets it: it was taken up, or is not wanted.
  public void discard() throws IOException {
    Files.deleteIfExists(journal);
  }
}
