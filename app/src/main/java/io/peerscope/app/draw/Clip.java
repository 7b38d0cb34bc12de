package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;

/// A device on the clipboard, for this window or another one: its address, and the document of the
/// machine that it is part of.
public final class Clip {

  private static final DataFormat FORMAT = new DataFormat("application/x-peerscope-device");

  private Clip() {}

  /// Copies a function with all below it.
  public static void put(Platform platform, PciAddress function) {
    var content = new ClipboardContent();
    byte[] document = DocumentWriter.write(PeerscopeDocument.of(platform));
    content.put(FORMAT, function + "\n" + new String(document, StandardCharsets.UTF_8));
    Clipboard.getSystemClipboard().setContent(content);
  }

  /// The device that is there; empty where something else is.
  public static Optional<Subtree> of(Clipboard clipboard) {
    return clipboard.getContent(FORMAT) instanceof String text ? read(text) : Optional.empty();
  }

  private static Optional<Subtree> read(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return Optional.empty();
    }
    byte[] document = text.substring(end + 1).getBytes(StandardCharsets.UTF_8);
    Platform platform = DocumentReader.read("clipboard", document).document().platform();
    return PciAddress.parse(text.substring(0, end))
        .filter(root -> platform.topology().find(root).isPresent())
        .map(root -> Subtree.of(platform, root));
  }
}
