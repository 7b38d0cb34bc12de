package io.peerscope.engine.format.document;

import io.peerscope.engine.diagnostic.Diagnostic;
import java.util.List;

/// A document as far as it could be read, and what was wrong with it.
///
/// @param name the document as the user named it
public record DocumentReading(
    String name, PeerscopeDocument document, List<Diagnostic> diagnostics) {

  public DocumentReading {
    diagnostics = List.copyOf(diagnostics);
  }
}
