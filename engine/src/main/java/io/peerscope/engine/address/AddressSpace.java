package io.peerscope.engine.address;

/// The spaces that an address on its way from a device to memory can belong to.
public enum AddressSpace {
  /// What travels in the address field of a TLP and is compared with BARs and bridge windows.
  BUS("bus"),
  /// What an IOMMU looks up for a device.
  IOVA("iova"),
  /// What a CPU would use: system RAM and the CPU side of host-bridge windows.
  PHYSICAL("physical");

  private final String spelling;

  AddressSpace(String spelling) {
    this.spelling = spelling;
  }

  /// The word of the command line and of JSON output.
  public String spelling() {
    return spelling;
  }
}
