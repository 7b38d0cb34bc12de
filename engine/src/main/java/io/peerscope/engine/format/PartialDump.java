package io.peerscope.engine.format;

/// The line by which a register dump says that it holds known bytes only, so that rows with less
/// than 16 bytes and gaps between them are no damage.
public final class PartialDump {

  /// The whole line, without the tab in front.
  public static final String MARK = "Registers: only bytes that are known are shown";

  private PartialDump() {}
}
