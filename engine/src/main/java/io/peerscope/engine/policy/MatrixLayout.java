package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the functions of a matrix are in the hierarchy: in which tree, at which place of it, how
/// deep.
final class MatrixLayout {

  private final Hierarchy hierarchy;
  private final List<PciAddress> functions;

  /// Number of the tree of each function, in the order in which the hierarchy has trees.
  final int[] tree;

  /// Place among the wanted functions of its tree.
  final int[] place;

  /// Functions from itself up to the topmost, both counted.
  final int[] depth;

  /// Number of its host bridge, or [Hierarchy#untold].
  final int[] hostBridge;

  private final List<TreeShape> shapes = new ArrayList<>();

  /// Number of the topmost function of each tree.
  private final List<Integer> firsts;

  private final List<Integer> hostBridges;

  /// @throws IllegalArgumentException when a function does not exist
  MatrixLayout(Hierarchy hierarchy, List<PciAddress> functions) {
    this.hierarchy = hierarchy;
    this.functions = List.copyOf(functions);
    this.firsts = new ArrayList<>();
    this.hostBridges = new ArrayList<>();
    int size = functions.size();
    int[] numbers = this.functions.stream().mapToInt(hierarchy::number).toArray();
    this.tree = new int[size];
    this.place = new int[size];
    this.depth = Arrays.stream(numbers).map(number -> hierarchy.depth[number]).toArray();
    this.hostBridge = Arrays.stream(numbers).map(number -> hierarchy.end[number]).toArray();
    int[] members = Arrays.stream(numbers).sorted().distinct().toArray();
    for (int at = 0; at < members.length; ) {
      int first = hierarchy.top[members[at]];
      int end = at;
      while (end < members.length && members[end] < hierarchy.treeEnd[first]) {
        end++;
      }
      shapes.add(TreeShape.of(hierarchy, first, Arrays.copyOfRange(members, at, end)));
      firsts.add(first);
      hostBridges.add(hierarchy.end[first]);
      at = end;
    }
    place(numbers, members);
  }

  private MatrixLayout(MatrixLayout places, Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    this.functions = places.functions;
    this.tree = places.tree;
    this.place = places.place;
    this.depth = places.depth;
    this.hostBridge = places.hostBridge;
    this.firsts = places.firsts;
    this.hostBridges = places.hostBridges;
    for (int number = 0; number < firsts.size(); number++) {
      shapes.add(places.shapes.get(number).with(hierarchy, firsts.get(number)));
    }
  }

  /// The layout of these functions in another state of the machine; places are taken over where no
  /// function has moved.
  MatrixLayout in(Hierarchy other, List<PciAddress> wanted) {
    return other.sharesPlacesOf(hierarchy) && functions.equals(wanted)
        ? new MatrixLayout(this, other)
        : new MatrixLayout(other, wanted);
  }

  /// Whether every function is known to stand where it stands in another layout.
  boolean sharesPlacesOf(MatrixLayout other) {
    return tree == other.tree;
  }

  private void place(int[] numbers, int[] members) {
    var treeOf = new int[members.length];
    var placeOf = new int[members.length];
    int next = 0;
    for (int number = 0; number < shapes.size(); number++) {
      for (int at = 0; at < shapes.get(number).members.length; at++) {
        treeOf[next] = number;
        placeOf[next++] = at;
      }
    }
    for (int at = 0; at < numbers.length; at++) {
      int member = Arrays.binarySearch(members, numbers[at]);
      tree[at] = treeOf[member];
      place[at] = placeOf[member];
    }
  }

  List<PciAddress> functions() {
    return functions;
  }

  /// The trees in which there are functions of the matrix.
  List<TreeShape> shapes() {
    return shapes;
  }

  int hostBridgeOf(int tree) {
    return hostBridges.get(tree);
  }
}
