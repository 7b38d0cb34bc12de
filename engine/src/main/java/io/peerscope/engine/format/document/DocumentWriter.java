package io.peerscope.engine.format.document;

import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.ToldPlaces;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/// Writes a document: equal machines give equal bytes, and each function is a block of lines of its
/// own, so that versions can be compared.
public final class DocumentWriter {

  private DocumentWriter() {}

  /// The whole document, in UTF-8.
  public static byte[] write(PeerscopeDocument document) {
    return write(document, document.platform().topology().functions());
  }

  /// The document with some of its functions only.
  static byte[] write(PeerscopeDocument document, Collection<PciFunction> functions) {
    var layout = new JsonLayout();
    UnknownFields unknown = document.unknown();
    layout.raw("{");
    layout.newLine(1);
    layout.name(DocumentReader.FORMAT);
    layout.raw("\"" + DocumentReader.PEERSCOPE + "\"");
    layout.nextLine(false, 1);
    layout.name(DocumentReader.VERSION);
    layout.raw(String.valueOf(Math.max(document.schemaVersion(), 1)));
    layout.nextLine(false, 1);
    layout.name(DocumentReader.MACHINE);
    layout.broken(new MachineWriter(unknown).write(document.platform()), 1);
    layout.nextLine(false, 1);
    layout.name(DocumentReader.FUNCTIONS);
    write(layout, functions, document.platform().topology().told(), unknown);
    if (!document.observed().isEmpty()) {
      layout.nextLine(false, 1);
      layout.name(DocumentReader.OBSERVED);
      layout.broken(Observations.write(document.observed(), unknown), 1);
    }
    if (!document.platform().scenarios().isEmpty()) {
      layout.nextLine(false, 1);
      layout.name(Scenarios.FIELD);
      layout.broken(Scenarios.write(document.platform().scenarios(), unknown), 1);
    }
    unknown
        .at("")
        .forEach((name, value) -> {
          layout.nextLine(false, 1);
          layout.name(name);
          layout.value(value, 1);
        });
    layout.newLine(0);
    layout.raw("}\n");
    return layout.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(
      JsonLayout layout,
      Collection<PciFunction> functions,
      ToldPlaces told,
      UnknownFields unknown) {
    layout.raw("[");
    boolean first = true;
    for (PciFunction function : functions) {
      Members block = new FunctionWriter(function, unknown).write(told);
      layout.nextLine(first, 2);
      layout.broken(block, 2);
      first = false;
    }
    if (!first) {
      layout.newLine(1);
    }
    layout.raw("]");
  }
}
