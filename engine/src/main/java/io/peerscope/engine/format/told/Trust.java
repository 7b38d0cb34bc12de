package io.peerscope.engine.format.told;

/// How far a kind of input is believed where registers, attributes of sysfs and listings of lspci
/// tell nothing; the first counts most.
public enum Trust {
  /// Fields of `lspci -m` and `lspci -vmm`.
  LSPCI_FIELDS("lspci fields"),
  /// The path in front of a function in `lspci -P` and `lspci -PP`.
  LSPCI_PATH("lspci path"),
  /// A path below `/sys/devices` in a text, or in the JSON of `rdma_topo`.
  KERNEL_PATH("sysfs path"),
  /// What libvirt tells of a node device, from sysfs.
  LIBVIRT_DEVICE("libvirt node device"),
  /// What hwloc read from sysfs.
  HWLOC("hwloc"),
  /// The drawing of `lspci -t`.
  LSPCI_TREE("lspci tree"),
  /// The kernel's log; what it says may have changed since.
  KERNEL_LOG("kernel log"),
  /// Functions listed below their IOMMU group.
  GROUP_LISTING("group listing"),
  /// What lshw read from sysfs, with some of its own words.
  LSHW("lshw"),
  /// NCCL's view, which leaves bridges out; some of these files are made up by hand.
  NCCL("NCCL topology"),
  /// Addresses of GPUs in outputs of nvidia-smi.
  NVIDIA_SMI("nvidia-smi"),
  /// What a guest was asked to be.
  GUEST_DEFINITION("guest definition");

  private final String label;

  Trust(String label) {
    this.label = label;
  }

  /// For people.
  public String label() {
    return label;
  }
}
