package io.peerscope.engine.dma;

import java.util.Arrays;
import java.util.Optional;

/// What a DMA does at its target.
public enum Operation {
  READ("read", "MRd"),
  WRITE("write", "MWr"),
  ATOMIC("atomic", "AtomicOp");

  private final String spelling;
  private final String tlp;

  Operation(String spelling, String tlp) {
    this.spelling = spelling;
    this.tlp = tlp;
  }

  public String spelling() {
    return spelling;
  }

  /// The name of the request TLP.
  public String tlp() {
    return tlp;
  }

  /// Whether the target answers with a completion.
  public boolean isNonPosted() {
    return this != WRITE;
  }

  public static Optional<Operation> ofSpelling(String text) {
    return Arrays.stream(values()).filter(operation -> operation.spelling.equals(text)).findFirst();
  }
}
