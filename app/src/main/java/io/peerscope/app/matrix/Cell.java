package io.peerscope.app.matrix;

/// A place in the picture of the matrix.
///
/// @param row of the client; -1 for none
/// @param column of the owner of the page; -1 for none
record Cell(int row, int column) {

  static final Cell NONE = new Cell(-1, -1);

  boolean exists() {
    return row >= 0 && column >= 0;
  }
}
