package io.peerscope.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.format.document.DocumentDelta;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.format.document.SavedAndOpened;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
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

  @Test
  void whatIsKeptOfAnEditGivesTheWholeDocument() {
    Laws.over("deltas", 40, EditedDocumentsTest::editAndKeep);
  }

  /// Against the first state and against later ones, as a journal does.
  private static void editAndKeep(long seed) {
    var edits = new RandomEdits(new Random(seed));
    PeerscopeDocument whole = PeerscopeDocument.of(RandomMachine.of(seed).build());
    PeerscopeDocument now = whole;
    for (int step = 1; step <= EDITS; step++) {
      if (edits.next(now.platform()).applyTo(now.platform()) instanceof EditResult.Applied done) {
        now = now.with(done.platform());
        assertGivesAll(whole, now, "seed %d, step %d".formatted(seed, step));
      }
      if (step % BETWEEN_SAVES == 0) {
        whole = now;
      }
    }
  }

  private static void assertGivesAll(PeerscopeDocument whole, PeerscopeDocument now, String where) {
    Optional<byte[]> delta = DocumentDelta.between(whole, now);
    if (delta.isPresent()) {
      assertThat(applied(DocumentWriter.write(whole), delta.get()))
          .as(where)
          .isEqualTo(DocumentWriter.write(now));
    }
  }

  private static byte[] applied(byte[] whole, byte[] delta) {
    try {
      return DocumentDelta.apply(whole, delta);
    } catch (IOException strange) {
      throw new UncheckedIOException(strange);
    }
  }
}
