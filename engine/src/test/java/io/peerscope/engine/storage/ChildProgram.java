package io.peerscope.engine.storage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Starts a program of these tests in a Java of its own.
final class ChildProgram {

  /// What a program printed, and its exit code.
  record Outcome(int exitCode, String output) {}

  private ChildProgram() {}

  static Process start(Class<?> program, List<String> arguments) throws IOException {
    return new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
  }

  /// Runs a program that cannot write files larger than some KiB.
  static Outcome underFileLimit(Class<?> program, int kibibytes, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> limited =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "sh"));
    limited.addAll(command(program, arguments));
    Process process = new ProcessBuilder(limited).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), output);
  }

  private static List<String> command(Class<?> program, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                classPath(program),
                program.getName()));
    command.addAll(arguments);
    return command;
  }

  private static String classPath(Class<?> program) {
    return String.join(
        System.getProperty("path.separator"),
        folderOf(program),
        folderOf(DocumentStore.class),
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""));
  }

  /// The folder that a class was loaded from; a patched module names another.
  private static String folderOf(Class<?> type) {
    try {
      Path file =
          Path.of(
              Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class")).toURI());
      Path folder = file;
      for (int up = type.getName().split("\\.", -1).length; up > 0; up--) {
        folder = Objects.requireNonNull(folder.getParent());
      }
      return folder.toString();
    } catch (URISyntaxException strange) {
      throw new IllegalStateException(strange);
    }
  }
}
