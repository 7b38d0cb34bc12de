package io.peerscope.app.matrix;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// By what rows and columns can be told apart.
enum Facet {
  KIND("kind"),
  VENDOR("vendor"),
  HOST_BRIDGE("host"),
  SWITCH("switch"),
  DRIVER("driver"),
  GROUP("group");

  private final String word;

  Facet(String word) {
    this.word = word;
  }

  /// What stands before the colon in a filter.
  String word() {
    return word;
  }

  static Optional<Facet> ofWord(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(facet -> facet.word.equals(wanted)).findFirst();
  }
}
