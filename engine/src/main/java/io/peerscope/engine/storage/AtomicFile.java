package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.UUID;

/// Replaces the content of a file as a whole: whoever looks, and whenever the machine stops, it is
/// the old one or the new one.
///
/// The new content goes to a file beside it and to the disk (`fsync`), takes the name (`rename`),
/// and then the folder goes to the disk too.
final class AtomicFile {

  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /// The file that a path means once symbolic links are followed; it need not exist.
  static Path target(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new IOException("its symbolic links lead in a circle");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return at;
  }

  /// Replaces the content; links are followed, permissions are kept.
  ///
  /// @throws IOException when the old content is still there
  static void write(Path path, byte[] content) throws IOException {
    Path target = target(path);
    Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      writeNew(beside, content);
      if (Files.exists(target)) {
        copyPermissions(target, beside);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    syncFolder(target);
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    var view =
        Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
      view.setPermissions(old.permissions());
    }
  }

  /// Some file systems cannot: then the rename reaches the disk when they see fit.
  private static void syncFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException cannot) {
      // The new content is in place already; there is nothing to undo and nobody to ask.
    }
  }
}
