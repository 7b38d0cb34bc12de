package io.peerscope.app.matrix;

/// Of which operations the cells tell.
enum Operations {
  BOTH("Both"),
  WRITES("Writes"),
  READS("Reads");

  private final String label;

  Operations(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
