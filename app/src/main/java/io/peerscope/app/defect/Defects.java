package io.peerscope.app.defect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Takes what nobody caught, on any thread: it is written to a file and told to the user, and work
/// goes on with the document as it is.
public final class Defects implements Thread.UncaughtExceptionHandler {

  private final Path folder;
  private final Logbook logbook;
  private final Executor writer;
  private final Consumer<Told> listener;
  private final Map<String, Told> known = new ConcurrentHashMap<>();

  /// What the user is told of a defect.
  ///
  /// @param summary what happened, one line without content of the user's
  /// @param report the file with the rest; empty when it could not be written
  /// @param times how often it has happened since the start
  public record Told(String summary, Optional<Path> report, int times) {}

  /// @param folder where reports go
  /// @param writer where they are written: whoever made the mistake does not wait
  /// @param listener told of each, by the writer's thread
  public Defects(Path folder, Logbook logbook, Executor writer, Consumer<Told> listener) {
    this.folder = folder;
    this.logbook = logbook;
    this.writer = writer;
    this.listener = listener;
  }

  /// Takes whatever any thread of the program throws from now on.
  public void install() {
    Thread.setDefaultUncaughtExceptionHandler(this);
  }

  /// Hands over what was caught so that a result could be given up.
  public static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    var report = new Report(Instant.now(), thread.getName(), failure, logbook.lines());
    writer.execute(() -> listener.accept(written(report)));
  }

  /// One report for each kind of defect: a broken picture breaks again with every frame.
  private synchronized Told written(Report report) {
    String kind = kindOf(report.failure());
    Told before = known.get(kind);
    Told told =
        before == null
            ? new Told(summaryOf(report.failure()), write(report), 1)
            : new Told(before.summary(), before.report(), before.times() + 1);
    known.put(kind, told);
    return told;
  }

  private static String kindOf(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return failure.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  private static String summaryOf(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    for (StackTraceElement call : stack) {
      if (call.getClassName().startsWith("io.peerscope")) {
        String type = call.getClassName().substring(call.getClassName().lastIndexOf('.') + 1);
        return failure.getClass().getSimpleName() + " in " + type + "." + call.getMethodName();
      }
    }
    return failure.getClass().getSimpleName();
  }

  private Optional<Path> write(Report report) {
    try {
      return Optional.of(report.writeTo(folder, privacy()));
    } catch (IOException | RuntimeException unwritable) {
      return Optional.empty();
    }
  }

  private Privacy privacy() {
    List<String> user = new ArrayList<>();
    user.add(System.getProperty("user.name", ""));
    hostName().ifPresent(user::add);
    return new Privacy(Path.of(System.getProperty("user.home", "/")), user, logbook.hidden());
  }

  /// Without a look into the network's registers, which may take long.
  private static Optional<String> hostName() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    } catch (IOException notLinux) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).map(String::strip);
    }
  }
}
