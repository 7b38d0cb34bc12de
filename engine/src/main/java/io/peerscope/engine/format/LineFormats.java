package io.peerscope.engine.format;

import io.peerscope.engine.format.lspcitree.LspciTreeReader;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import java.util.List;

/// The formats that are read line by line, beside listings of lspci.
final class LineFormats {

  private LineFormats() {}

  static List<LineReader> readers(Findings findings) {
    return List.of(new LspciTreeReader(findings));
  }
}
