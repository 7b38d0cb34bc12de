package io.peerscope.engine.edit;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.format.document.SavedAndOpened;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A drawn or edited machine is saved with who gave each number, and opened as it was.
class EditedDocumentsTest {

  private static final int EDITS = 60;
  private static final int BETWEEN_SAVES = 10;

  @Test
  void editedMachinesComeBackAsTheyWere() {
    Laws.over("edited documents come back", 40, EditedDocumentsTest::editAndSave);
  }

  private static void editAndSave(long seed) {
    var random = new Random(seed);
    var edits = new RandomEdits(random);
    Platform platform =
        random.nextBoolean() ? RandomMachine.of(seed).build() : Platform.of(Topology.empty());
    for (int step = 1; step <= EDITS; step++) {
      if (edits.next(platform).applyTo(platform) instanceof EditResult.Applied done) {
        platform = done.platform();
      }
      if (step % BETWEEN_SAVES == 0) {
        SavedAndOpened.assertComesBack("seed %d, step %d".formatted(seed, step), platform);
      }
    }
  }
}
