package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.check.Checks;
import io.peerscope.engine.platform.Platform;
import java.time.Duration;
import java.util.List;

/// Checks the machine after each change.
final class Checking {

  /// Checking so many functions would take processors from what the user waits for.
  private static final int LARGE = 2_000;

  private final OpenState open;
  private final Jobs jobs;

  Checking(OpenState open, Jobs jobs) {
    this.open = open;
    this.jobs = jobs;
  }

  static boolean isLarge(Platform machine) {
    return machine.topology().size() >= LARGE;
  }

  /// A large machine is shown first, and checked then.
  ///
  /// @param later when a large machine is checked
  void check(Duration later) {
    Platform snapshot = open.drawn();
    if (!isLarge(snapshot)) {
      jobs.run(
          Lane.CHECK,
          "Checking the machine",
          () -> Checks.of(snapshot),
          open.findings::set,
          Defects::report);
      return;
    }
    jobs.runAfter(
        later,
        Lane.CHECK,
        "Checking the machine",
        replaced -> replaced.getAsBoolean() ? List.of() : Checks.of(snapshot),
        open.findings::set,
        Defects::report);
  }
}
