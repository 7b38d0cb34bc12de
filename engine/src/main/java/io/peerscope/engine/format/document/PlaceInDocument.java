package io.peerscope.engine.format.document;

import java.util.Optional;

/// Where an object stands in a document; spelled only when something is to be said about it.
///
/// @param above the object around it; empty for one that names its whole path
/// @param name its name there
record PlaceInDocument(Optional<PlaceInDocument> above, String name) {

  static PlaceInDocument of(String path) {
    return new PlaceInDocument(Optional.empty(), path);
  }

  PlaceInDocument part(String part) {
    return new PlaceInDocument(Optional.of(this), part);
  }

  /// The names from the top down, with `/` between.
  @Override
  public String toString() {
    String before = above.map(PlaceInDocument::toString).orElse("");
    return before.isEmpty() ? name : before + "/" + name;
  }
}
