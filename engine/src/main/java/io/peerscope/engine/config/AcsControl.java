package io.peerscope.engine.config;

/// The seven Access Control Services bits, at the same places in the capability and control words
/// (`PCI_ACS_*`; PCIe 7.7.11).
public enum AcsControl {
  SOURCE_VALIDATION(0x01, "SV", "SrcValid"),
  TRANSLATION_BLOCKING(0x02, "TB", "TransBlk"),
  P2P_REQUEST_REDIRECT(0x04, "RR", "ReqRedir"),
  P2P_COMPLETION_REDIRECT(0x08, "CR", "CmpltRedir"),
  UPSTREAM_FORWARDING(0x10, "UF", "UpstreamFwd"),
  P2P_EGRESS_CONTROL(0x20, "EC", "EgressCtrl"),
  DIRECT_TRANSLATED_P2P(0x40, "DT", "DirectTrans");

  private final int mask;
  private final String shortName;
  private final String lspciName;

  AcsControl(int mask, String shortName, String lspciName) {
    this.mask = mask;
    this.shortName = shortName;
    this.lspciName = lspciName;
  }

  public int mask() {
    return mask;
  }

  public boolean isSetIn(int word) {
    return (word & mask) != 0;
  }

  /// The kernel's two letters.
  public String shortName() {
    return shortName;
  }

  /// The label in `lspci -vv`.
  public String lspciName() {
    return lspciName;
  }
}
