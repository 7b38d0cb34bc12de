package io.peerscope.engine.config;

/// The bus numbers of a bridge (type 1 header, registers 0x18 to 0x1a).
///
/// The numbers are kept as read, even where they do not nest; `secondary` 0 means not configured.
public record BridgeBuses(int primary, int secondary, int subordinate) {

  /// Whether a bus lies in what the bridge forwards configuration and ID-routed requests to.
  public boolean covers(int bus) {
    return secondary != 0 && secondary <= bus && bus <= subordinate;
  }
}
