package io.peerscope.engine.format.tree;

import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Files and folders below a root. Links are followed inside of the tree only: one that leads out,
/// nowhere or in a circle leads to nothing.
public abstract class FileTree {

  /// As many links as Linux follows in one path (`MAXSYMLINKS`).
  private static final int MOST_LINKS = 40;

  /// Longest path, in names; the kernel's own are below 4,096 bytes.
  static final int DEEPEST = 256;

  private final String name;

  /// @param name what the user calls the tree
  FileTree(String name) {
    this.name = name;
  }

  /// What the user calls the tree.
  public String name() {
    return name;
  }

  /// Whether reading asks a running kernel, and so may do something.
  public boolean isLive() {
    return false;
  }

  /// What is at a path whose folders are real folders; empty where nothing is.
  abstract Optional<Node> node(String path);

  /// The names in a real folder, sorted.
  abstract List<String> names(String folder);

  /// The first bytes of a real file; empty where they cannot be read.
  abstract Optional<byte[]> content(String file, int most);

  /// The path without links that a path leads to; empty where it leads to nothing.
  public final Optional<String> resolve(String path) {
    Deque<String> todo = new ArrayDeque<>();
    List<String> done = new ArrayList<>();
    push(todo, path);
    int links = 0;
    while (!todo.isEmpty()) {
      String step = todo.pop();
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      if (step.equals("..")) {
        if (done.isEmpty()) {
          return Optional.empty();
        }
        done.removeLast();
        continue;
      }
      done.add(step);
      Optional<Node> node = done.size() > DEEPEST ? Optional.empty() : node(String.join("/", done));
      if (node.isEmpty() || (node.get() instanceof Node.File && !todo.isEmpty())) {
        return Optional.empty();
      }
      if (node.get() instanceof Node.Link(String target)) {
        links++;
        if (links > MOST_LINKS) {
          return Optional.empty();
        }
        done.removeLast();
        if (target.startsWith("/")) {
          done.clear();
        }
        push(todo, target);
      }
    }
    return Optional.of(String.join("/", done));
  }

  private static void push(Deque<String> todo, String path) {
    String[] steps = path.split("/", DEEPEST * 4);
    for (int at = steps.length - 1; at >= 0; at--) {
      todo.push(steps[at]);
    }
  }

  /// The names in a folder, or none where there is no folder.
  public final List<String> list(String path) {
    Optional<String> real = path.isEmpty() ? Optional.of("") : resolve(path);
    return real.filter(this::isRealFolder).map(this::names).orElse(List.of());
  }

  public final boolean isFolder(String path) {
    return path.isEmpty() || resolve(path).filter(this::isRealFolder).isPresent();
  }

  private boolean isRealFolder(String path) {
    return path.isEmpty() || node(path).filter(Node.Folder.class::isInstance).isPresent();
  }

  /// Whether there is a regular file, not counting links to one.
  public final boolean isFile(String path) {
    return node(path).filter(Node.File.class::isInstance).isPresent();
  }

  /// What a link says, whether or not it leads anywhere; empty where there is no link.
  ///
  /// @param path a path whose folders are real folders
  public final Optional<String> link(String path) {
    return node(path)
        .filter(Node.Link.class::isInstance)
        .map(Node.Link.class::cast)
        .map(Node.Link::target);
  }

  /// The first bytes of a file; empty where there is none, or it cannot be read.
  public final Optional<byte[]> read(String path, int most) {
    return resolve(path).filter(this::isFile).flatMap(file -> content(file, most));
  }

  /// The same of a name in a folder that is known to be real, without looking at the whole path
  /// again.
  public final Optional<byte[]> readIn(String realFolder, String name, int most) {
    String path = Paths.below(realFolder, name);
    return isFile(path) ? content(path, most) : read(path, most);
  }

  /// What to call a file of the tree in diagnostics and origins.
  public final String display(String path) {
    return path.isEmpty() ? name : name.endsWith("/") ? name + path : name + "/" + path;
  }

  /// A line of a file of the tree.
  public final SourcePosition at(String path, int line) {
    return new SourcePosition(display(path), line);
  }
}
