package io.peerscope.engine.trace;

/// What reading a trace gave.
public sealed interface TraceReading {

  /// It was understood.
  record Read(Trace trace) implements TraceReading {}

  /// It is no trace, or one of a newer Peerscope.
  ///
  /// @param why in words that complete "cannot be read: …"
  record Unreadable(String why) implements TraceReading {}
}
