package io.peerscope.engine.export;

import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.Writer;

/// Writes a machine in one format, function by function: equal machines give equal bytes.
interface MachineWriter {

  /// Writes all of it; lines end with `\n`. The writer stays open.
  void write(Platform platform, Writer out) throws IOException;
}
