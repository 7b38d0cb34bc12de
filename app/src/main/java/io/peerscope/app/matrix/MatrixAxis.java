package io.peerscope.app.matrix;

import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows or the columns that are shown, and where one host bridge or switch ends and the next
/// begins.
final class MatrixAxis {

  /// What begins with a row or column.
  enum Break {
    NOTHING,
    BRIDGE,
    HOST_BRIDGE
  }

  /// Rows that share a host bridge, or a switch.
  ///
  /// @param end one past the last
  record Group(String name, int start, int end) {
    int size() {
      return end - start;
    }
  }

  private final List<Endpoint> shown;
  private final Break[] breaks;
  private final List<Group> hostBridges;
  private final int longestName;
  private final List<Group> bridges;
  private final Map<PciAddress, Integer> places = new HashMap<>();

  MatrixAxis(List<Endpoint> shown) {
    this.shown = List.copyOf(shown);
    this.breaks = new Break[shown.size()];
    for (int at = 0; at < breaks.length; at++) {
      breaks[at] = at == 0 ? Break.HOST_BRIDGE : breakBetween(shown.get(at - 1), shown.get(at));
    }
    this.longestName =
        shown.stream()
            .mapToInt(endpoint -> Targets.shortest(endpoint.address()).length())
            .max()
            .orElse(0);
    this.hostBridges = groups(Break.HOST_BRIDGE);
    this.bridges = groups(Break.BRIDGE);
    for (int at = 0; at < shown.size(); at++) {
      places.put(shown.get(at).address(), at);
    }
  }

  private static Break breakBetween(Endpoint one, Endpoint next) {
    if (!one.hostBridge().equals(next.hostBridge())) {
      return Break.HOST_BRIDGE;
    }
    return one.bridge().equals(next.bridge()) ? Break.NOTHING : Break.BRIDGE;
  }

  private List<Group> groups(Break least) {
    var groups = new ArrayList<Group>();
    int start = 0;
    for (int at = 1; at <= shown.size(); at++) {
      if (at == shown.size() || breaks[at].compareTo(least) >= 0) {
        Endpoint first = shown.get(start);
        String name = least == Break.BRIDGE ? first.bridge() : first.hostBridge();
        groups.add(new Group(name, start, at));
        start = at;
      }
    }
    return List.copyOf(groups);
  }

  /// Number of letters of the longest address.
  int longestName() {
    return longestName;
  }

  List<Endpoint> shown() {
    return shown;
  }

  int size() {
    return shown.size();
  }

  Endpoint at(int index) {
    return shown.get(index);
  }

  /// Where a function is; -1 where it is not shown.
  int indexOf(PciAddress function) {
    return places.getOrDefault(function, -1);
  }

  Break breakBefore(int index) {
    return breaks[index];
  }

  List<Group> hostBridges() {
    return hostBridges;
  }

  /// The switches and root ports.
  List<Group> bridges() {
    return bridges;
  }
}
