package io.peerscope.engine.format.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An archive, unpacked into memory.
public final class ArchiveTree extends FileTree {

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();

  ArchiveTree(String name) {
    super(name);
  }

  /// Takes a node in, and the folders above it. What is there already stays.
  void add(String path, Node node) {
    if (path.isEmpty() || nodes.putIfAbsent(path, node) != null) {
      return;
    }
    String folder = Paths.parent(path);
    names.computeIfAbsent(folder, _ -> new ArrayList<>()).add(Paths.name(path));
    add(folder, new Node.Folder());
  }

  void add(String path, byte[] content) {
    add(path, new Node.File());
    contents.putIfAbsent(path, content);
  }

  @Override
  Optional<Node> node(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  @Override
  List<String> names(String folder) {
    var sorted = new ArrayList<String>(names.getOrDefault(folder, List.of()));
    Collections.sort(sorted);
    return sorted;
  }

  @Override
  Optional<byte[]> content(String file, int most) {
    return Optional.ofNullable(contents.get(file))
        .map(content -> content.length > most ? Arrays.copyOf(content, most) : content);
  }

  /// The files whose content was kept, in order.
  public List<String> files() {
    return contents.keySet().stream().sorted().toList();
  }
}
