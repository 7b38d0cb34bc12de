package io.peerscope.engine.format.tree;

import java.util.ArrayList;

/// Paths inside a tree: names with `/` between, the root being the empty path.
public final class Paths {

  private Paths() {}

  /// A path one step further down.
  public static String below(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /// The folder of a path; the root's is the root.
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// The last name of a path.
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Where a link in a folder points to by its words alone; too many `..` stay at the root.
  public static String joined(String folder, String target) {
    var steps = new ArrayList<String>();
    String whole = target.startsWith("/") ? target : folder + "/" + target;
    for (String step : whole.split("/", -1)) {
      if (step.equals("..")) {
        if (!steps.isEmpty()) {
          steps.removeLast();
        }
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return String.join("/", steps);
  }
}
