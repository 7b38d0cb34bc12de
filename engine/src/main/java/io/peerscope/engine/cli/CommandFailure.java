package io.peerscope.engine.cli;

import java.io.Serial;

/// A command cannot go on for a reason outside of the program; the message says what to do.
public final class CommandFailure extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String line;

  /// @param exitCode one of [ExitCode]
  /// @param message one line for people
  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
    this.line = message;
  }

  public int exitCode() {
    return exitCode;
  }

  /// The message.
  public String line() {
    return line;
  }
}
