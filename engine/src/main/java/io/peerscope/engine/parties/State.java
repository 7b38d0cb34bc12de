package io.peerscope.engine.parties;

/// An answer with a third possibility.
enum State {
  YES,
  NO,
  UNKNOWN
}
