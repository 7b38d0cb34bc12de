package io.peerscope.engine.export;

import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.Writer;

/// Writes the drawing of `lspci -t`.
///
/// @param style the drawing of which pciutils
record LspciTreeOut(TreeDrawing.Style style) implements MachineWriter {

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    TreeDrawing.draw(platform.topology().functions(), style, out);
  }
}
