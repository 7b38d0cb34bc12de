package io.peerscope.engine.policy;

import java.util.Arrays;

/// What the cells of one tree rest on: who is below whom, where ACS redirects, and whose cells are
/// wanted. Numbers count from the topmost function of the tree.
final class TreeShape {

  /// Number of the bridge above; [Hierarchy#NONE] for the topmost function.
  final int[] up;

  /// [Hierarchy#OFF], [Hierarchy#UNTOLD] or [Hierarchy#ON].
  final byte[] redirect;

  /// The functions that have a row and a column, ascending.
  final int[] members;

  private TreeShape(int[] up, byte[] redirect, int[] members) {
    this.up = up;
    this.redirect = redirect;
    this.members = members;
  }

  /// The shape of the tree that starts at `first`.
  ///
  /// @param members numbers of the whole hierarchy, ascending, all of this tree
  static TreeShape of(Hierarchy hierarchy, int first, int[] members) {
    int last = hierarchy.treeEnd[first];
    var up = new int[last - first];
    up[0] = Hierarchy.NONE;
    for (int at = 1; at < up.length; at++) {
      up[at] = hierarchy.up[first + at] - first;
    }
    return new TreeShape(
        up,
        Arrays.copyOfRange(hierarchy.redirect, first, last),
        Arrays.stream(members).map(number -> number - first).toArray());
  }

  /// The same tree, in which ACS may redirect elsewhere.
  TreeShape with(Hierarchy hierarchy, int first) {
    int last = first + up.length;
    return Arrays.equals(redirect, 0, up.length, hierarchy.redirect, first, last)
        ? this
        : new TreeShape(up, Arrays.copyOfRange(hierarchy.redirect, first, last), members);
  }

  int size() {
    return up.length;
  }

  /// Whether only ACS may be different.
  boolean hasPlacesOf(TreeShape other) {
    return Arrays.equals(up, other.up) && Arrays.equals(members, other.members);
  }

  /// One past the last number at or below a function.
  int subtreeEnd(int function) {
    int end = function + 1;
    while (end < up.length && up[end] >= function) {
      end++;
    }
    return end;
  }

  /// Index of the first member that is not below a number.
  int firstMember(int number) {
    int found = Arrays.binarySearch(members, number);
    return found >= 0 ? found : -found - 1;
  }

  /// Whether the cells are the same.
  boolean isLike(TreeShape other) {
    return hasPlacesOf(other) && Arrays.equals(redirect, other.redirect);
  }
}
