package io.peerscope.engine.format.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder on disk. Only regular files are ever opened, for reading only.
public final class DirectoryTree extends FileTree {

  private static final int MOST_NAMES = 200_000;

  private final Path root;
  private final boolean live;
  private final Map<String, Optional<Node>> nodes = new HashMap<>();
  private final Map<String, List<String>> listings = new HashMap<>();

  /// @param name what the user calls the folder
  public DirectoryTree(String name, Path root) {
    this(name, root, root);
  }

  /// @param name what the user calls the folder
  /// @param sample a folder inside whose file system tells whether a kernel answers
  public DirectoryTree(String name, Path root, Path sample) {
    super(name);
    this.root = root;
    this.live = isSysfs(sample);
  }

  private static boolean isSysfs(Path folder) {
    try {
      return Files.getFileStore(folder).type().equals("sysfs");
    } catch (IOException | SecurityException untold) {
      return false;
    }
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  Optional<Node> node(String path) {
    return nodes.computeIfAbsent(path, this::look);
  }

  private Optional<Node> look(String path) {
    try {
      Path file = root.resolve(path);
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        return Optional.of(new Node.Link(Files.readSymbolicLink(file).toString()));
      }
      if (attributes.isDirectory()) {
        return Optional.of(new Node.Folder());
      }
      return attributes.isRegularFile() ? Optional.of(new Node.File()) : Optional.empty();
    } catch (IOException | InvalidPathException absent) {
      return Optional.empty();
    }
  }

  @Override
  List<String> names(String folder) {
    return listings.computeIfAbsent(folder, this::listing);
  }

  private List<String> listing(String folder) {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path entry : entries) {
        if (names.size() < MOST_NAMES) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  @Override
  Optional<byte[]> content(String file, int most) {
    try (InputStream stream = Files.newInputStream(root.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(stream.readNBytes(most));
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }
}
