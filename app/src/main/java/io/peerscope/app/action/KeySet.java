package io.peerscope.app.action;

import java.util.Arrays;
import java.util.Optional;

/// Whose keys follow a DMA step by step: those of one debugger, or of both families at once.
public enum KeySet {
  /// Both, as far as they do not contradict each other.
  BOTH("both", "both", "F8 or F10 over, F7 or F11 into, F9 runs on, Ctrl+F8 sets a stop"),
  /// IntelliJ IDEA and its kin.
  JETBRAINS(
      "jetbrains", "JetBrains", "F8 over, F7 into, Shift+F8 out, F9 runs on, Ctrl+F8 sets a stop"),
  /// Visual Studio Code and Visual Studio.
  VS_CODE("vscode", "VS Code", "F10 over, F11 into, Shift+F11 out, F5 runs on, F9 sets a stop");

  private final String spelling;
  private final String label;
  private final String keys;

  KeySet(String spelling, String label, String keys) {
    this.spelling = spelling;
    this.label = label;
    this.keys = keys;
  }

  /// The word in the settings file.
  public String spelling() {
    return spelling;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  /// Its keys in one line.
  public String keys() {
    return keys;
  }

  public static Optional<KeySet> ofSpelling(String text) {
    return Arrays.stream(values()).filter(set -> set.spelling.equals(text)).findFirst();
  }
}
