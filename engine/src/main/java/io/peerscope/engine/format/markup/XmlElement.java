package io.peerscope.engine.format.markup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An element with what is in it.
///
/// @param text its own characters, without blanks around
/// @param line where it starts, from 1
public record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text, int line) {

  /// An attribute, or an empty text.
  public String attribute(String named) {
    return attributes.getOrDefault(named, "");
  }

  /// The children of one name.
  public Stream<XmlElement> all(String named) {
    return children.stream().filter(child -> child.name().equals(named));
  }

  /// The first child of a name.
  public Optional<XmlElement> first(String named) {
    return all(named).findFirst();
  }

  /// The text of the first child of a name, or an empty one.
  public String textOf(String named) {
    return first(named).map(XmlElement::text).orElse("");
  }
}
