package io.peerscope.engine.topology;

import java.util.Arrays;
import java.util.Optional;

/// The power state of a function (PCI Power Management 1.2, 5), spelled as sysfs does.
public enum PowerState {
  D0("D0"),
  D1("D1"),
  D2("D2"),
  D3_HOT("D3hot"),
  /// Without main power: registers read as ones, and reading them through the kernel wakes it.
  D3_COLD("D3cold");

  private final String spelling;

  PowerState(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }

  /// The state of a word; empty for `unknown`, `error` and anything else.
  public static Optional<PowerState> ofSpelling(String text) {
    return Arrays.stream(values()).filter(state -> state.spelling.equals(text)).findFirst();
  }
}
