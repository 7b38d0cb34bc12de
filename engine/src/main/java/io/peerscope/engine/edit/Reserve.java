package io.peerscope.engine.edit;

/// What a port keeps free for what is plugged in later.
///
/// @param buses bus numbers beside the one that the port has anyhow
/// @param memory bytes of its memory window
/// @param prefetchable bytes of its prefetchable window
public record Reserve(int buses, long memory, long prefetchable) {

  /// A port that nothing is plugged into while the machine runs.
  public static final Reserve NONE = new Reserve(0, 0, 0);

  /// What Linux keeps for a hot-plug port unless told otherwise (`DEFAULT_HOTPLUG_BUS_SIZE` 1,
  /// `DEFAULT_HOTPLUG_MMIO_SIZE` and `..._PREF_SIZE` 2 MiB, `drivers/pci/pci.c`).
  public static final Reserve LINUX = new Reserve(1, 2 << 20, 2 << 20);

  public Reserve {
    if (buses < 0 || memory < 0 || prefetchable < 0) {
      throw new IllegalArgumentException("a reserve of less than nothing");
    }
  }
}
