package io.peerscope.app;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.storage.Autosave;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;

/// Brings windows into states in which documents need attention, for pictures.
final class DocumentStates {

  private DocumentStates() {}

  /// Some edits, the last of them undone.
  static void edit(OpenWindow window) {
    var port =
        (EditResult.Applied)
            window.document.edit(
                new AddRootPort(new PciBus(0, 0), Part.named("root-port-gen5").orElseThrow()));
    window.document.edit(
        new AddPart(
            new Place.Below(port.added().getFirst()), Part.named("gpu-p100").orElseThrow()));
    PciAddress gpu = window.document.selection().get().orElseThrow();
    window.document.edit(new RemoveSubtree(gpu));
    window.document.undo();
  }

  /// What a program that was killed would have left: the journal under another name than ours.
  static void leaveUnsaved(OpenWindow window) {
    try {
      Path ours = Files.createTempDirectory("peerscope-killed");
      Path theirs = Files.createDirectories(window.state.path().resolve("journals"));
      var state = new StateFolder(ours);
      try (var autosave = new Autosave(state, DocumentStates::fail)) {
        autosave.changed(
            Optional.of(Path.of("rack-7.peerscope.json")),
            window.document.machine().get().orElseThrow().reading().toDocument());
        Path journal = firstIn(ours.resolve("journals"));
        Files.copy(journal, theirs.resolve("killed.journal"));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    window.keeper.recovery().look();
  }

  private static Path firstIn(Path folder) throws IOException {
    for (int tries = 0; tries < 1_000; tries++) {
      sleep(10);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          List<Path> whole = files.filter(it -> it.toFile().length() > 1_000).toList();
          if (!whole.isEmpty()) {
            return whole.getFirst();
          }
        }
      }
    }
    throw new IOException("no journal");
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(String trouble) {
    throw new IllegalStateException(trouble);
  }

  /// Another program writes the file that is open.
  static void changeOnDisk(OpenWindow window) {
    try {
      Path file = Files.createTempDirectory("peerscope-changed").resolve("machine.txt");
      Files.copy(window.document.machine().get().orElseThrow().file().orElseThrow(), file);
      window.document.open(List.of(file));
      // What is read arrives later on this thread.
      Platform.runLater(() -> append(file));
      Platform.runLater(window.keeper.disk()::look);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
