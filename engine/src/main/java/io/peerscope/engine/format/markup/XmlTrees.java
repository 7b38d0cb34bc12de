package io.peerscope.engine.format.markup;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML from its first element on, within limits: what stands before, a document type among
/// it, is never looked at, so no entity exists but the five that XML itself has; and there are no
/// more levels and elements than any machine needs.
public final class XmlTrees {

  static final int DEEPEST = 256;

  private static final int MOST_ELEMENTS = 2_000_000;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final String file;
  private final int firstLine;
  private final DiagnosticLog log;
  private final Deque<Open> open = new ArrayDeque<>();
  private Optional<XmlElement> root = Optional.empty();
  private int elements;

  private static final class Open {
    private final String name;
    private final Map<String, String> attributes;
    private final int line;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Open(String name, Map<String, String> attributes, int line) {
      this.name = name;
      this.attributes = attributes;
      this.line = line;
    }

    XmlElement close() {
      return new XmlElement(
          name,
          Collections.unmodifiableMap(attributes),
          children.isEmpty() ? List.of() : Collections.unmodifiableList(children),
          text.isEmpty() ? "" : text.toString().strip(),
          line);
    }
  }

  private XmlTrees(String file, int firstLine, DiagnosticLog log) {
    this.file = file;
    this.firstLine = firstLine;
    this.log = log;
  }

  /// The element that the text starts with, and all in it; of a text that is damaged, what comes
  /// before the damage.
  ///
  /// @param firstLine the line of the input that the text starts in
  public static Optional<XmlElement> read(
      String text, String file, int firstLine, DiagnosticLog log) {
    return new XmlTrees(file, firstLine, log).read(text);
  }

  private Optional<XmlElement> read(String text) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      while (root.isEmpty() && reader.hasNext()) {
        if (!take(reader, reader.next())) {
          break;
        }
      }
    } catch (XMLStreamException broken) {
      log.error(
          "broken-xml",
          "the XML is damaged or cut off here; what comes before is read",
          at(Math.max(1, broken.getLocation() == null ? 1 : broken.getLocation().getLineNumber())));
    }
    while (!open.isEmpty()) {
      close();
    }
    return root;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty("jdk.xml.maxElementDepth", "0");
    return factory;
  }

  /// Takes one event in; false when a limit is reached.
  private boolean take(XMLStreamReader reader, int event) {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        return start(reader);
      }
      case XMLStreamConstants.END_ELEMENT -> close();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        Open top = open.peek();
        if (top != null && top.text.length() < LONGEST_TEXT) {
          top.text.append(reader.getText(), 0, Math.min(LONGEST_TEXT, reader.getText().length()));
        }
      }
      default -> {}
    }
    return true;
  }

  private boolean start(XMLStreamReader reader) {
    int line = reader.getLocation().getLineNumber();
    if (open.size() >= DEEPEST || ++elements > MOST_ELEMENTS) {
      log.error(
          "xml-limit",
          open.size() >= DEEPEST
              ? "elements are nested more than %d deep; the rest is left out".formatted(DEEPEST)
              : "there are more than %d elements; the rest is left out".formatted(MOST_ELEMENTS),
          at(line));
      return false;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int n = 0; n < reader.getAttributeCount(); n++) {
      attributes.put(reader.getAttributeLocalName(n), reader.getAttributeValue(n));
    }
    open.push(new Open(reader.getLocalName(), attributes, firstLine - 1 + line));
    return true;
  }

  private void close() {
    XmlElement element = open.pop().close();
    Open above = open.peek();
    if (above == null) {
      root = Optional.of(element);
    } else {
      above.children.add(element);
    }
  }

  private SourcePosition at(int line) {
    return new SourcePosition(file, firstLine - 1 + line);
  }
}
