package io.peerscope.engine.oracle;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `lspci -tv` drew, as a parent for each function: an address, or `root`.
///
///     -+-[0000:00]-+-00.0  Host
///      |           \-01.0-[01]----00.0  Card     → 0000:01:00.0 below 0000:00:01.0
final class TreeDrawing {

  private static final Pattern TOKEN =
      Pattern.compile(
          "[+\\\\]|\\[(?:([0-9a-f]{4,8}):)?([0-9a-f]{2})(?:-[0-9a-f]{2})?\\]|([0-9a-f]{2}\\.[0-7])(  )?");

  private record Bus(String name, String parent) {}

  private final Map<Integer, Bus> branches = new HashMap<>();
  private final SortedMap<String, String> parents = new TreeMap<>();
  private Bus bus = new Bus("", "root");
  private String last = "";
  private String domain = "";

  private TreeDrawing() {}

  static SortedMap<String, String> parents(List<String> lines) {
    var drawing = new TreeDrawing();
    lines.forEach(drawing::read);
    return drawing.parents;
  }

  /// The same of a machine that was read.
  static SortedMap<String, String> parents(Topology topology) {
    SortedMap<String, String> parents = new TreeMap<>();
    topology
        .functions()
        .forEach(function -> {
          PciAddress address = function.address();
          parents.put(address.toString(), spell(topology.parentOf(address)));
        });
    return parents;
  }

  private static String spell(Parent parent) {
    return switch (parent) {
      case Parent.RootBus _ -> "root";
      case Parent.Below(PciAddress bridge) -> bridge.toString();
      case Parent.Untold(String why, _) -> why;
    };
  }

  private void read(String line) {
    boolean goesOn = !line.startsWith("-");
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      if (token.group().equals("+") || token.group().equals("\\")) {
        if (goesOn) {
          bus = branches.getOrDefault(token.start(), bus);
          domain = bus.name().isEmpty() ? domain : bus.name().substring(0, bus.name().indexOf(':'));
        } else {
          branches.put(token.start(), bus);
        }
        goesOn = false;
      } else if (token.group(3) == null) {
        descend(token);
      } else {
        last = bus.name() + ":" + token.group(3);
        parents.put(last, bus.parent());
        if (token.group(4) != null) {
          return;
        }
      }
    }
  }

  private void descend(Matcher token) {
    boolean isRoot = token.group(1) != null;
    domain = isRoot ? token.group(1) : domain;
    bus = new Bus(domain + ":" + token.group(2), isRoot ? "root" : last);
  }
}
