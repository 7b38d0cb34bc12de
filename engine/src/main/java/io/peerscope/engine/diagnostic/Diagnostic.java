package io.peerscope.engine.diagnostic;

import io.peerscope.engine.fact.SourcePosition;

/// One thing that is wrong or remarkable in an input.
///
/// @param severity how badly it hurts
/// @param code short stable name in lower-case words joined by `-`, for scripts
/// @param message one sentence for people, with the offending value
/// @param position the line it is about
public record Diagnostic(Severity severity, String code, String message, SourcePosition position) {

  @Override
  public String toString() {
    return "%s: %s: %s [%s]".formatted(position, severity.spelling(), message, code);
  }
}
