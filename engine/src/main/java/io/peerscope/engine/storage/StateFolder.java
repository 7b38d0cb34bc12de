package io.peerscope.engine.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where earlier versions and journals are: `$XDG_STATE_HOME/peerscope`, by default
/// `~/.local/state/peerscope` (XDG Base Directory Specification 0.8).
///
/// @param path the folder; it need not exist
public record StateFolder(Path path) {

  private static final int KEY_LENGTH = 16;

  /// The folder of the user.
  public static StateFolder ofUser() {
    return of(System::getenv, Path.of(System.getProperty("user.home", ".")));
  }

  /// A value of the variable that is not absolute is to be ignored.
  static StateFolder of(UnaryOperator<String> environment, Path home) {
    Path base =
        Optional.ofNullable(environment.apply("XDG_STATE_HOME"))
            .filter(named -> !named.isEmpty())
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElse(home.resolve(".local/state"));
    return new StateFolder(base.resolve("peerscope"));
  }

  /// The folder with earlier versions of a document.
  Path versionsOf(Path document) {
    return path.resolve("versions").resolve(keyOf(document));
  }

  /// The folder with the journals of documents that are being edited.
  Path journals() {
    return path.resolve("journals");
  }

  /// The folder with reports of defects of ours.
  public Path reports() {
    return path.resolve("reports");
  }

  /// A name for a document that no other has: its own, and a digest of its whole path.
  private static String keyOf(Path document) {
    Path whole = document.toAbsolutePath().normalize();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(whole.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH) + "-" + whole.getFileName();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
