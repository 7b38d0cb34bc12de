package io.peerscope.engine.format;

/// A file to read: the name to show in diagnostics, and its bytes.
public final class Input {

  private final String name;
  private final byte[] content;

  /// @param name the name as the user gave it
  /// @param content the bytes; not copied, never changed
  public Input(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  public String name() {
    return name;
  }

  /// The bytes themselves, not a copy: inputs can be hundreds of megabytes.
  byte[] content() {
    return content;
  }
}
