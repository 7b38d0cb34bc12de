package io.peerscope.app.workbench;

import io.peerscope.app.theme.Theme;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/// The settings as a small text file; what is missing or broken in it is the standard, and what is
/// not ours stays.
public final class SettingsFile {

  private static final double SMALLEST = 400;
  private static final double LARGEST = 10_000;

  /// The keys that are ours.
  private static final Pattern KNOWN =
      Pattern.compile("theme|width|height|verdict|hints|recent\\.[0-9]+");

  private final Path file;

  public SettingsFile(Path file) {
    this.file = file;
  }

  /// In `$XDG_CONFIG_HOME/peerscope`, or `~/.config/peerscope`.
  public static SettingsFile ofUser() {
    String xdg = System.getenv("XDG_CONFIG_HOME");
    Path config =
        xdg == null || !xdg.startsWith("/")
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(xdg);
    return new SettingsFile(config.resolve("peerscope").resolve("window.properties"));
  }

  public Settings read() {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException missingOrBroken) {
      return Settings.standard();
    }
    Settings standard = Settings.standard();
    return new Settings(
        Theme.ofSpelling(values.getProperty("theme", "")).orElse(standard.theme()),
        recent(values),
        number(values, "width", SMALLEST, LARGEST).orElse(standard.width()),
        number(values, "height", SMALLEST, LARGEST).orElse(standard.height()),
        !values.getProperty("hints", "").equals("hidden"),
        number(values, "verdict", 0.1, 0.9).orElse(standard.verdictShare()));
  }

  private static List<Path> recent(Properties values) {
    var files = new ArrayList<Path>();
    for (int index = 1; values.containsKey("recent." + index); index++) {
      path(values.getProperty("recent." + index)).ifPresent(files::add);
    }
    return files;
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static Optional<Double> number(
      Properties values, String name, double smallest, double largest) {
    try {
      double number = Double.parseDouble(values.getProperty(name, ""));
      return Optional.of(number).filter(it -> it >= smallest && it <= largest);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /// Replaces the file as a whole: it holds the old settings or the new ones, never a part.
  ///
  /// @throws IOException when the folder cannot be written
  public void write(Settings settings) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "window", ".new");
    try {
      Files.writeString(fresh, spell(settings, unknown()));
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// What the file holds that we do not know, from a newer Peerscope or from the user: it is kept.
  private Properties unknown() {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException missingOrBroken) {
      return new Properties();
    }
    values.keySet().removeIf(key -> KNOWN.matcher(String.valueOf(key)).matches());
    return values;
  }

  private static String spell(Settings settings, Properties unknown) throws IOException {
    var values = new Properties();
    values.putAll(unknown);
    values.setProperty("theme", settings.theme().spelling());
    values.setProperty("width", String.valueOf(settings.width()));
    values.setProperty("height", String.valueOf(settings.height()));
    values.setProperty("verdict", String.valueOf(settings.verdictShare()));
    values.setProperty("hints", settings.hints() ? "shown" : "hidden");
    for (int index = 0; index < settings.recent().size(); index++) {
      values.setProperty("recent." + (index + 1), settings.recent().get(index).toString());
    }
    var text = new StringWriter();
    values.store(text, null);
    return text.toString();
  }
}
