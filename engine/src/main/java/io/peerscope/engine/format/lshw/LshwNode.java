package io.peerscope.engine.format.lshw;

import io.peerscope.engine.format.markup.JsonTree;
import io.peerscope.engine.format.markup.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A node of lshw, whichever of both languages it was written in.
///
/// @param fields its texts by name
/// @param children the nodes in it
/// @param line where it starts
record LshwNode(Map<String, String> fields, List<LshwNode> children, int line) {

  private static final List<String> NAMES =
      List.of("id", "class", "description", "product", "vendor", "businfo", "physid", "handle");

  static List<LshwNode> of(JsonTree json) {
    return switch (json) {
      case JsonTree.Items(var items) -> items.stream().flatMap(item -> of(item).stream()).toList();
      case JsonTree.Members members -> List.of(of(members));
      case JsonTree.Scalar _, JsonTree.Nothing _ -> List.of();
    };
  }

  private static LshwNode of(JsonTree.Members members) {
    Map<String, String> fields = new HashMap<>();
    NAMES.forEach(name -> fields.put(name, members.text(name)));
    if (members.get("configuration").orElse(JsonTree.Nothing.NULL)
        instanceof JsonTree.Members configuration) {
      fields.put("driver", configuration.text("driver"));
    }
    List<LshwNode> children = members.get("children").map(LshwNode::of).orElse(List.of());
    return new LshwNode(fields, children, members.line());
  }

  static LshwNode of(XmlElement node) {
    Map<String, String> fields = new HashMap<>();
    NAMES.forEach(name -> fields.put(name, node.textOf(name)));
    fields.put("id", node.attribute("id"));
    fields.put("class", node.attribute("class"));
    fields.put("handle", node.attribute("handle"));
    Stream<XmlElement> settings =
        node.all("configuration").flatMap(configuration -> configuration.all("setting"));
    settings
        .filter(setting -> setting.attribute("id").equals("driver"))
        .forEach(setting -> fields.put("driver", setting.attribute("value")));
    return new LshwNode(fields, node.all("node").map(LshwNode::of).toList(), node.line());
  }

  String text(String name) {
    return fields.getOrDefault(name, "");
  }
}
