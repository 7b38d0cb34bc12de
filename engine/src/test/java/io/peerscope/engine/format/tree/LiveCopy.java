package io.peerscope.engine.format.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A copy of a tree that passes for a live one and remembers which files were opened.
public final class LiveCopy extends FileTree {

  private final FileTree copy;
  private final List<String> opened = new ArrayList<>();

  public LiveCopy(FileTree copy) {
    super(copy.name());
    this.copy = copy;
  }

  public List<String> opened() {
    return List.copyOf(opened);
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  Optional<Node> node(String path) {
    return copy.node(path);
  }

  @Override
  List<String> names(String folder) {
    return copy.names(folder);
  }

  @Override
  Optional<byte[]> content(String file, int most) {
    opened.add(file);
    return copy.content(file, most);
  }
}
