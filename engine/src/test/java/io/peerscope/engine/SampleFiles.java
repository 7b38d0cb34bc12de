package io.peerscope.engine;

import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The samples that ship with the program.
public final class SampleFiles {

  private SampleFiles() {}

  /// One of them, by the name of its file.
  public static Platform read(String name) {
    Path file =
        Path.of(System.getProperty("peerscope.root", ".."))
            .resolve("sample-topologies")
            .resolve(name);
    try {
      return PlatformReader.read(List.of(new Input(name, Files.readAllBytes(file)))).platform();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
