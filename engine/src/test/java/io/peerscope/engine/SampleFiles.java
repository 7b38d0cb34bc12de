package io.peerscope.engine;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The samples that ship with the program.
public final class SampleFiles {

  private SampleFiles() {}

  /// One of them, by the name of its file.
  public static Platform read(String name) {
    return machine(text(name));
  }

  /// What stands in one of them, to be changed before it is read.
  public static String text(String name) {
    Path file =
        Path.of(System.getProperty("peerscope.root", ".."))
            .resolve("sample-topologies")
            .resolve(name);
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// The machine that a text is about.
  public static Platform machine(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return PlatformReader.read(List.of(new Input("machine", content))).platform();
  }

  /// The text without what it says of a function.
  public static String without(String text, PciAddress function) {
    int from = text.indexOf("\n" + function);
    int to = text.indexOf("\n\n", from);
    return text.substring(0, from) + (to < 0 ? "" : text.substring(to + 1));
  }
}
