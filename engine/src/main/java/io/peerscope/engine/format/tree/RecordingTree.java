package io.peerscope.engine.format.tree;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A tree that remembers what of it was looked at, so that just that can be kept.
public final class RecordingTree extends FileTree {

  private final FileTree tree;
  private final SortedSet<String> folders = new TreeSet<>();
  private final SortedMap<String, String> links = new TreeMap<>();
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  public RecordingTree(FileTree tree) {
    super(tree.name());
    this.tree = tree;
  }

  @Override
  public boolean isLive() {
    return tree.isLive();
  }

  @Override
  Optional<Node> node(String path) {
    Optional<Node> node = tree.node(path);
    node.ifPresent(found -> {
      switch (found) {
        case Node.Folder() -> folders.add(path);
        case Node.Link(String target) -> links.put(path, target);
        case Node.File() -> {}
      }
    });
    return node;
  }

  @Override
  List<String> names(String folder) {
    return tree.names(folder);
  }

  @Override
  Optional<byte[]> content(String file, int most) {
    Optional<byte[]> content = tree.content(file, most);
    content.ifPresent(bytes -> files.put(file, bytes));
    return content;
  }

  /// Folders that were there.
  public SortedSet<String> folders() {
    return Collections.unmodifiableSortedSet(folders);
  }

  /// Links and what they say.
  public Map<String, String> links() {
    return Collections.unmodifiableSortedMap(links);
  }

  /// Files that were read, with what they held.
  public Map<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files);
  }
}
