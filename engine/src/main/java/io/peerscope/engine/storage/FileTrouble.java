package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says what the operating system refused, and what to do about it.
final class FileTrouble {

  private FileTrouble() {}

  static String words(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "its folder is gone; save it elsewhere";
      case AccessDeniedException _ -> "its folder may not be written to; save it elsewhere";
      case FileSystemException system when system.getReason() != null ->
          ofReason(system.getReason());
      default -> ofReason(String.valueOf(failure.getMessage()));
    };
  }

  private static String ofReason(String reason) {
    if (reason.contains("No space left") || reason.contains("quota")) {
      return "the disk is full; make room, or save it elsewhere";
    }
    if (reason.contains("Read-only file system")) {
      return "the disk is read-only; save it elsewhere";
    }
    return reason.contains("File too large")
        ? "the file may not become so large (ulimit -f)"
        : reason;
  }
}
