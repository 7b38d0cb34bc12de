package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.KeptFiles;
import io.peerscope.engine.format.tree.Paths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Where in a tree sysfs begins, and `proc` beside it.
///
/// @param sys the folder that holds `bus` and `devices`; empty for the tree's own root
/// @param proc the folder `proc` beside it; empty where there is none
public record SysfsRoot(String sys, Optional<String> proc) {

  private static final String PCI_DEVICES = "bus/pci/devices";
  private static final int DEEPEST = 4;
  private static final int MOST_FOLDERS = 2_000;

  /// Where an archive of ours keeps what a probe learnt of the machine: below `run` nothing is
  /// taken for an input by others.
  public static final String OBSERVED = "run/peerscope/observed.json";

  /// What is worth keeping of an archive.
  public static KeptFiles keptFiles() {
    return SysfsFiles.kept();
  }

  /// Paths, below the folder of a function, of all files there that are ever opened.
  public static List<String> attributes() {
    return SysfsFiles.ofFunction();
  }

  /// The first sysfs of a tree, looking near the root first; empty where there is none.
  public static Optional<SysfsRoot> find(FileTree tree) {
    Deque<String> todo = new ArrayDeque<>();
    todo.add("");
    int seen = 0;
    while (!todo.isEmpty() && seen < MOST_FOLDERS) {
      String folder = todo.remove();
      seen++;
      for (String candidate : new String[] {folder, Paths.below(folder, "sys")}) {
        if (isSysfs(tree, candidate)) {
          return Optional.of(of(tree, candidate));
        }
      }
      if (folder.chars().filter(each -> each == '/').count() < DEEPEST - 1) {
        tree.list(folder).stream()
            .map(name -> Paths.below(folder, name))
            .filter(below -> tree.link(below).isEmpty() && tree.isFolder(below))
            .forEach(todo::add);
      }
    }
    return Optional.empty();
  }

  /// The folder of the functions is there, or that of a root bus.
  private static boolean isSysfs(FileTree tree, String folder) {
    return tree.isFolder(Paths.below(folder, PCI_DEVICES))
        || tree.list(Paths.below(folder, "devices")).stream()
            .anyMatch(name -> FunctionPath.rootBus(name).isPresent());
  }

  private static SysfsRoot of(FileTree tree, String sys) {
    String proc = Paths.below(Paths.parent(sys), "proc");
    boolean besideIt = Paths.name(sys).equals("sys") && tree.isFolder(proc);
    return new SysfsRoot(sys, besideIt ? Optional.of(proc) : Optional.empty());
  }

  /// A path below sysfs.
  String path(String below) {
    return Paths.below(sys, below);
  }

  /// A path from the folder on that sysfs is in, as `/` is for a running machine.
  public String beside(String path) {
    return Paths.below(Paths.parent(sys), path);
  }

  /// Whether a file of the tree belongs to what is read as sysfs.
  public boolean covers(String path) {
    return sys.isEmpty()
        ? !KeptFiles.isLoose(path)
        : path.startsWith(sys + "/") || proc.filter(it -> path.startsWith(it + "/")).isPresent();
  }
}
