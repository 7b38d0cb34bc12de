package io.peerscope.engine.cli;

import java.io.IOException;
import java.io.Serial;

/// Standard output takes no more.
final class OutputFailure extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  OutputFailure(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /// Whether the reader of a pipe has seen enough, like `head`: no failure at all.
  boolean isReaderGone() {
    String message = getMessage();
    return message != null && (message.contains("Broken pipe") || message.contains("Pipe closed"));
  }
}
