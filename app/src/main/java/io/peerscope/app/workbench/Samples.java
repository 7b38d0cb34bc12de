package io.peerscope.app.workbench;

import io.peerscope.app.document.Story;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The topologies that are shipped with the program, as files in its folder.
public final class Samples {

  private static final String FOLDER = "sample-topologies";

  private final Optional<Path> folder;

  /// A shipped file and the first line of its story.
  public record Sample(Path file, String title) {}

  /// @param folder where they are; without one there are none
  public Samples(Optional<Path> folder) {
    this.folder = folder.filter(Files::isDirectory);
  }

  /// Those beside the program: in the folder that `peerscope.home` names, or above our own code.
  public static Samples ofProgram() {
    String home = System.getProperty("peerscope.home");
    return new Samples(home == null ? aboveOurCode() : Optional.of(Path.of(home, FOLDER)));
  }

  private static Optional<Path> aboveOurCode() {
    try {
      Path code =
          Path.of(Samples.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Stream.iterate(code, above -> above != null, Path::getParent)
          .map(above -> above.resolve(FOLDER))
          .filter(Files::isDirectory)
          .findFirst();
    } catch (URISyntaxException notAFile) {
      return Optional.empty();
    }
  }

  /// All of them in the order of their names.
  public List<Sample> all() {
    return files().map(file -> new Sample(file, titleOf(file))).toList();
  }

  /// The one to open at the start.
  public Optional<Path> first() {
    return files().findFirst();
  }

  private Stream<Path> files() {
    if (folder.isEmpty()) {
      return Stream.empty();
    }
    try (var files = Files.list(folder.get())) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  private static String titleOf(Path file) {
    String name = file.getFileName().toString();
    try (var content = Files.newInputStream(file)) {
      return Story.of(content.readNBytes(1024)).map(Story::title).orElse(name);
    } catch (IOException unreadable) {
      return name;
    }
  }
}
