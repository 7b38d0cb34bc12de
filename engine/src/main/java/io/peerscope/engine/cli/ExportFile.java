package io.peerscope.engine.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is there whole or not at all: it is written beside its name and then takes it.
final class ExportFile {

  private ExportFile() {}

  /// @throws CommandFailure when it cannot be written
  static void write(Path file, byte[] content) throws CommandFailure {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException missing) {
      throw failure(file, "there is no such folder");
    } catch (AccessDeniedException denied) {
      throw failure(file, "permission denied");
    } catch (IOException trouble) {
      throw failure(file, String.valueOf(trouble.getMessage()));
    }
  }

  private static CommandFailure failure(Path file, String why) {
    return new CommandFailure(ExitCode.UNREADABLE, "cannot write " + file + ": " + why);
  }
}
