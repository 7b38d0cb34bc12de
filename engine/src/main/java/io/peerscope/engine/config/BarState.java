package io.peerscope.engine.config;

/// Whether a BAR decodes anything, in lspci's words.
public enum BarState {
  ASSIGNED("assigned"),
  /// Neither the register nor the operating system has an address.
  UNASSIGNED("unassigned"),
  /// The address is set, but decoding is off in the command register.
  DISABLED("disabled"),
  /// The register is set, but the operating system refused it.
  IGNORED("ignored"),
  /// The operating system has an address, but the register holds none (VFs, broken firmware).
  VIRTUAL("virtual");

  private final String label;

  BarState(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
