package io.peerscope.probe.guest;

import java.io.PrintStream;
import java.util.function.Supplier;

/// Prints a line for each thing that holds, or does not.
final class Checks {

  private final PrintStream out;
  private boolean failed;

  Checks(PrintStream out) {
    this.out = out;
  }

  /// @param what the sentence that must hold
  /// @param seen what is there instead
  void that(String what, boolean holds, Supplier<?> seen) {
    failed |= !holds;
    out.println(holds ? "ok " + what : "FAILED " + what + "; seen: " + seen.get());
  }

  void equal(String what, Object expected, Object seen) {
    that(what, expected.equals(seen), () -> seen + ", expected: " + expected);
  }

  void note(String what) {
    out.println("note " + what);
  }

  boolean haveFailed() {
    return failed;
  }
}
