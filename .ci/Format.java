import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Formats our sources, or checks that they are formatted.
///
/// Started by the build as a source file in the JDK that compiles the project, because a formatter
/// can parse only the Java of the JVM it runs in and Maven may run in an older one.
final class Format {

  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    List<Path> differing = new ArrayList<>();
    for (Path source : sourcesUnder(Arrays.asList(arguments).subList(1, arguments.length))) {
      if (!isFormatted(source, apply)) {
        differing.add(source);
      }
    }
    differing.forEach(
        path -> System.err.println((apply ? "formatted " : "not formatted: ") + path));
    if (!apply && !differing.isEmpty()) {
      System.err.println("run: mvn -N verify -Dformat=apply");
      System.exit(1);
    }
  }

  private static List<Path> sourcesUnder(List<String> roots) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : roots.stream().map(Path::of).filter(Files::isDirectory).toList()) {
      try (var paths = Files.walk(root)) {
        paths.filter(path -> path.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }

  private static boolean isFormatted(Path source, boolean apply) throws IOException {
    String before = Files.readString(source);
    String after = format(source, before);
    if (apply && !after.equals(before)) {
      Files.writeString(source, after);
    }
    return after.equals(before);
  }

  private static String format(Path source, String text) {
    try {
      String ordered = ImportOrderer.reorderImports(text, Style.GOOGLE);
      return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    } catch (FormatterException problem) {
      throw new IllegalArgumentException(
          source + " cannot be parsed: " + problem.getMessage(), problem);
    }
  }
}
