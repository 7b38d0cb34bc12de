package io.peerscope.engine.export;

import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// Writes a Peerscope document.
final class DocumentOut implements MachineWriter {

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    byte[] document = DocumentWriter.write(PeerscopeDocument.of(platform));
    out.write(new String(document, StandardCharsets.UTF_8));
  }
}
