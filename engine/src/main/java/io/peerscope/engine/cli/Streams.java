package io.peerscope.engine.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What a command reads and writes: the three standard streams, or those of a test.
public final class Streams {

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  /// @param in standard input
  /// @param out results; UTF-8, buffered by us
  /// @param err diagnostics and progress
  public Streams(InputStream in, OutputStream out, OutputStream err) {
    this.in = in;
    this.out = out;
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  /// The process's own. They go past [System#out], which would swallow that nobody reads any more.
  public static Streams system() {
    return new Streams(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  public InputStream in() {
    return in;
  }

  /// A new buffer over standard output; close it to write out the rest.
  public Output output() {
    return new Output(out);
  }

  /// Tells the user something on standard error, in one line.
  public void tell(String line) {
    err.print(OneLine.of(line) + "\n");
    err.flush();
  }

  /// Help goes where results go.
  PrintWriter help() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }
}
