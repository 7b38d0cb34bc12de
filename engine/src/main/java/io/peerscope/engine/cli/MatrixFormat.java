package io.peerscope.engine.cli;

/// How a matrix is written.
enum MatrixFormat {
  /// One line per pair, for scripts.
  TSV,
  /// One row of types and one of distances per provider.
  JSON,
  /// A page with a coloured table, for people.
  HTML
}
