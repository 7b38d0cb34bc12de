package io.peerscope.engine.format.tree;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// Unpacks an archive into memory, within limits; what is damaged or hostile is left out and
/// reported.
public final class ArchiveReader {

  /// Most entries; the whole `/sys` of a big server has fewer.
  private static final int MOST_ENTRIES = 200_000;

  /// Most bytes of all kept files together.
  private static final long MOST_BYTES = 512L << 20;

  private static final int LONGEST_TARGET = 4096;
  private static final int END_OF_TAR = 1024;

  private final ArchiveTree tree;
  private final long most;
  private final KeptFiles kept;
  private final DiagnosticLog log;
  private int entries;
  private long bytes;
  private boolean full;

  private ArchiveReader(String name, int size, KeptFiles kept, DiagnosticLog log) {
    this.tree = new ArchiveTree(name);
    this.most = Compression.mostUnpacked(size, MOST_BYTES);
    this.kept = kept;
    this.log = log;
  }

  /// The files of an archive, as far as it can be read.
  public static ArchiveTree read(
      String name, ArchiveKind kind, byte[] archive, KeptFiles kept, DiagnosticLog log) {
    var reader = new ArchiveReader(name, archive.length, kept, log);
    try {
      switch (kind) {
        case TAR -> reader.readWholeTar(archive);
        case ZIP -> reader.readZip(archive);
      }
    } catch (IOException | IllegalArgumentException broken) {
      reader.reportBroken();
    }
    return reader.tree;
  }

  private void reportBroken() {
    log.error(
        "broken-archive",
        "the archive is damaged or cut off; what comes before is read",
        new SourcePosition(tree.name(), 0));
  }

  /// Two blocks of zeros end an archive (POSIX `ustar`); without them something is missing.
  private void readWholeTar(byte[] archive) throws IOException {
    readTar(archive);
    for (int at = Math.max(0, archive.length - END_OF_TAR); at < archive.length; at++) {
      if (archive[at] != 0 && !full) {
        reportBroken();
        return;
      }
    }
  }

  private void readTar(byte[] archive) throws IOException {
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && countEntry()) {
        take(entry, tar);
        entry = tar.getNextEntry();
      }
    }
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    Optional<String> path = inside(entry.getName());
    if (path.isEmpty()) {
      return;
    }
    if (entry.isSymbolicLink()) {
      addLink(path.get(), entry.getLinkName());
    } else if (entry.isLink()) {
      addLink(path.get(), "/" + entry.getLinkName());
    } else if (entry.isDirectory()) {
      tree.add(path.get(), new Node.Folder());
    } else if (entry.isFile() && tar.canReadEntryData(entry)) {
      addFile(path.get(), tar);
    }
  }

  private void readZip(byte[] archive) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(archive)).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (!countEntry()) {
          return;
        }
        take(entry, zip);
      }
    }
  }

  private void take(ZipArchiveEntry entry, ZipFile zip) throws IOException {
    Optional<String> path = inside(entry.getName());
    if (path.isEmpty()) {
      return;
    }
    if (entry.isDirectory()) {
      tree.add(path.get(), new Node.Folder());
    } else if (zip.canReadEntryData(entry)) {
      try (InputStream content = zip.getInputStream(entry)) {
        if (entry.isUnixSymlink()) {
          byte[] target = content.readNBytes(LONGEST_TARGET);
          addLink(path.get(), new String(target, StandardCharsets.UTF_8));
        } else {
          addFile(path.get(), content);
        }
      }
    }
  }

  private boolean countEntry() {
    entries++;
    if (entries > MOST_ENTRIES) {
      reportFull("the archive has more than %s entries".formatted(MOST_ENTRIES));
    }
    return !full;
  }

  private void reportFull(String what) {
    full = true;
    log.error(
        "archive-too-large", what + "; the rest is left out", new SourcePosition(tree.name(), 0));
  }

  /// The path of an entry without `./` and slashes in front; empty, and reported, where it would
  /// lead out.
  private Optional<String> inside(String name) {
    var path = new StringBuilder();
    String[] steps = name.split("/", FileTree.DEEPEST + 1);
    for (String step : steps) {
      if (step.equals("..") || step.indexOf('\0') >= 0 || steps.length > FileTree.DEEPEST) {
        log.warning(
            "path-outside",
            "an entry of the archive would lie outside of it, or too deep; it is left out",
            new SourcePosition(tree.name(), 0));
        return Optional.empty();
      }
      if (!step.isEmpty() && !step.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(step);
      }
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(path.toString());
  }

  private void addLink(String path, String target) {
    if (target.length() <= LONGEST_TARGET) {
      tree.add(path, new Node.Link(target));
    }
  }

  private void addFile(String path, InputStream content) throws IOException {
    if (!kept.keeps(path)) {
      tree.add(path, new Node.File());
      return;
    }
    long left = most - bytes;
    byte[] read = content.readNBytes((int) (left + 1));
    if (read.length > left) {
      reportFull("the archive holds more than %s MiB".formatted(most >> 20));
      return;
    }
    bytes += read.length;
    tree.add(path, read);
  }
}
