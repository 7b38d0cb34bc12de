package io.peerscope.app.render;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Why a file cannot be written, in words: the message of many exceptions is nothing but its name.
public final class WriteTrouble {

  private WriteTrouble() {}

  public static String words(Exception failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such directory";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException other ->
          Optional.ofNullable(other.getReason()).orElse("the file system refuses");
      default -> String.valueOf(failure.getMessage());
    };
  }
}
