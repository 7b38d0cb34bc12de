package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.storage.StateFolder;
import io.peerscope.engine.storage.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the open document held before it was saved over.
public final class EarlierVersions {

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final StateFolder state;
  private final ReadOnlyObjectWrapper<List<Version>> all = new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Path> listed = Optional.empty();
  private boolean wasSaved;

  /// One content.
  ///
  /// @param file where it is kept
  /// @param replaced when it was saved over
  public record Version(Path file, Instant replaced) {

    /// When it was saved over, for people.
    public String label() {
      return "until " + Times.words(replaced);
    }
  }

  EarlierVersions(WorkbenchDocument document, Jobs jobs, StateFolder state) {
    this.document = document;
    this.jobs = jobs;
    this.state = state;
    document.history().subscribe(_ -> list());
  }

  /// Newest first; of the document that is open.
  public ReadOnlyObjectProperty<List<Version>> all() {
    return all.getReadOnlyProperty();
  }

  /// They change when another document is opened, or this one is saved.
  private void list() {
    Optional<Path> file = document.machine().get().flatMap(it -> it.origin().document());
    boolean isSaved = document.history().get().isSaved();
    if (file.equals(listed) && (!isSaved || wasSaved)) {
      wasSaved = isSaved;
      return;
    }
    listed = file;
    wasSaved = isSaved;
    if (file.isEmpty()) {
      jobs.cancel(Lane.VERSIONS);
      all.set(List.of());
      return;
    }
    jobs.run(
        Lane.VERSIONS,
        "Looking for earlier versions",
        () -> versionsOf(state, file.get()),
        all::set,
        Defects::report);
  }

  private static List<Version> versionsOf(StateFolder state, Path document) {
    var versions = new ArrayList<Version>();
    try {
      for (Path file : Versions.of(state, document).all()) {
        versions.add(new Version(file, Files.getLastModifiedTime(file).toInstant()));
      }
    } catch (IOException unreadable) {
      return List.of();
    }
    return versions;
  }

  /// Shows an earlier version as one more state, which is not saved.
  public void open(Version version) {
    String name = "the version " + version.label();
    jobs.run(
        Lane.OPEN,
        "Reading " + name,
        () -> read(name, version.file()),
        reading -> document.editing().replace("go back to " + name, reading.document().platform()),
        failure -> Notices.unreadable(name, failure).ifPresent(document::report));
  }

  private static DocumentReading read(String name, Path file) {
    try {
      return DocumentReader.read(name, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
