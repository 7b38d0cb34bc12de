package io.peerscope.app.workbench;

import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.theme.UiScale;
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

  private static final String SHOWN = "shown";
  private static final String HIDDEN = "hidden";

  /// The keys that are ours.
  private static final Pattern KNOWN =
      Pattern.compile(
          "theme|scale|keys|labels\\.(names|links|badges)|legend|width|height|verdict|hints|recent\\.[0-9]+");

  private final Path file;

  public SettingsFile(Path file) {
    this.file = file;
  }

  /// In `$XDG_CONFIG_HOME/peerscope`, or `~/.config/peerscope`.
  public static SettingsFile ofUser() {
    return new SettingsFile(pathOfUser());
  }

  /// Where that is, for people.
  static String placeOfUser() {
    Path home = Path.of(System.getProperty("user.home"));
    Path path = pathOfUser();
    return path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
  }

  private static Path pathOfUser() {
    String xdg = System.getenv("XDG_CONFIG_HOME");
    Path config =
        xdg == null || !xdg.startsWith("/")
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(xdg);
    return config.resolve("peerscope").resolve("window.properties");
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
        chosen(values),
        recent(values),
        number(values, "width", SMALLEST, LARGEST).orElse(standard.width()),
        number(values, "height", SMALLEST, LARGEST).orElse(standard.height()),
        isShown(values, "hints"),
        number(values, "verdict", 0.1, 0.9).orElse(standard.verdictShare()));
  }

  private static Preferences chosen(Properties values) {
    Preferences standard = Preferences.standard();
    return new Preferences(
        Theme.ofSpelling(values.getProperty("theme", "")).orElse(standard.theme()),
        UiScale.ofSpelling(values.getProperty("scale", "")).orElse(standard.scale()),
        KeySet.ofSpelling(values.getProperty("keys", "")).orElse(standard.keySet()),
        new Labels(
            isShown(values, "labels.names"),
            isShown(values, "labels.links"),
            isShown(values, "labels.badges")),
        values.getProperty("legend", "").equals(SHOWN));
  }

  private static boolean isShown(Properties values, String name) {
    return !values.getProperty(name, "").equals(HIDDEN);
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
  public synchronized void write(Settings settings) throws IOException {
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
    Preferences chosen = settings.chosen();
    values.setProperty("theme", chosen.theme().spelling());
    values.setProperty("scale", chosen.scale().spelling());
    values.setProperty("keys", chosen.keySet().spelling());
    values.setProperty("labels.names", shown(chosen.labels().names()));
    values.setProperty("labels.links", shown(chosen.labels().links()));
    values.setProperty("labels.badges", shown(chosen.labels().badges()));
    values.setProperty("legend", shown(chosen.legend()));
    values.setProperty("width", String.valueOf(settings.width()));
    values.setProperty("height", String.valueOf(settings.height()));
    values.setProperty("verdict", String.valueOf(settings.verdictShare()));
    values.setProperty("hints", shown(settings.hints()));
    for (int index = 0; index < settings.recent().size(); index++) {
      values.setProperty("recent." + (index + 1), settings.recent().get(index).toString());
    }
    var text = new StringWriter();
    values.store(text, null);
    return text.toString();
  }

  private static String shown(boolean isShown) {
    return isShown ? SHOWN : HIDDEN;
  }
}
