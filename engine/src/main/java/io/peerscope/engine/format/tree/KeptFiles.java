package io.peerscope.engine.format.tree;

import java.util.Set;

/// Which files of an archive are worth their memory: everything beside the kernel's own trees, and
/// in those what somebody asks for.
///
/// @param wanted names of files that are read inside of `sys` and `proc`
public record KeptFiles(Set<String> wanted) {

  /// Folders whose files nobody gave for their own sake.
  private static final Set<String> SYSTEM =
      Set.of(
          "sys",
          "proc",
          "dev",
          "run",
          "etc",
          "var",
          "usr",
          "devices",
          "bus",
          "class",
          "firmware",
          "kernel",
          "module",
          "block",
          "fs");

  public KeptFiles {
    wanted = Set.copyOf(wanted);
  }

  /// Whether a file stands on its own.
  public static boolean isLoose(String path) {
    String folder = Paths.parent(path);
    while (!folder.isEmpty()) {
      if (SYSTEM.contains(Paths.name(folder))) {
        return false;
      }
      folder = Paths.parent(folder);
    }
    return !Paths.name(path).startsWith(".");
  }

  boolean keeps(String path) {
    return wanted.contains(Paths.name(path)) || isLoose(path);
  }
}
