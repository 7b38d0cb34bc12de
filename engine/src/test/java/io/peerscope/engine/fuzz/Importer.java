package io.peerscope.engine.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is fuzzed: one kind of input each, with words of its grammar.
enum Importer {
  HEX("format", "00:00.0 |0001:|\n00: |\n10: |100: |ff |ff ff ff ff |10 00 02 00 |0d 00 01 00 |80"),
  LISTING(
      "format",
      "\tCapabilities: |[40] |Express (v2) Root Port (Slot+), MSI 00|Access Control Services|"
          + "\t\tACSCtl:\t|\t\tACSCap:\t|SrcValid+ |ReqRedir+ |\t\tLnkCap:\t|\t\tLnkSta:\t|"
          + "Speed 16GT/s|, Width x4|(downgraded)|\tRegion 0: Memory at |[virtual] |"
          + "(64-bit, non-prefetchable) |[size=16K]|\tBus: primary=00, secondary=01, "
          + "subordinate=03|\tMemory behind bridge: |\tPrefetchable memory behind bridge: |"
          + "<access denied>|\tKernel driver in use: |\tIOMMU group: |\tNUMA node: |"
          + "\tPhysical Slot: |(rev 02)|(prog-if 00 [Normal decode])|PCI bridge [0604]: |"
          + "[8086:347a]|0000:|10000:e0:|Single Root I/O Virtualization (SR-IOV)|"
          + "\t\tVF offset: 1, stride: 1, Device ID: 1017|disabled|ignored|<unassigned>"),
  TREE(
      "format.lspcitree",
      "-[0000:00]-+-|\\-|+-|-+-|----|[01]|-[01-04]-|-[02-ff]--|00.0|1f.7|  |           |\n |"
          + "[0001:40]|10000:e0|[1af4:0001]|...|<-- |Acme"),
  FIELDS(
      "format.lspcifields",
      "Slot:\t|Class:\t|Vendor:\t|Device:\t|SVendor:\t|Rev:\t|ProgIf:\t|Driver:\t|Module:\t|"
          + "NUMANode:\t|IOMMUGroup:\t|PhySlot:\t|\"\" |-r02 |-p00 |\\\"|\"Host bridge [0600]\" |"
          + "\n\n|0000:00:00.0"),
  GROUPS(
      "format.groups",
      "IOMMU Group |IOMMU group |\n\t|/sys/kernel/iommu_groups/|/devices/|/sys/devices/pci0000:00/|"
          + "0000:00:01.0/|lrwxrwxrwx 1 root root 0 |-> ../../|P: |group |{device}|numa_node"),
  KERNEL_LOG(
      "format.kernellog",
      "[    0.400000] |PCI host bridge to bus 0000:00|pci_bus 0000:00: |pci 0000:00:00.0: |"
          + "root bus resource [mem 0xc0000000-0xfebfffff window]|(bus address [0x0-0xffff])|"
          + "type 00 class 0x060000|reg 0x10: |BAR 0: assigned |[mem 0x1-0x2 64bit pref]|"
          + "PCI bridge to [bus 01-ff]|Adding to iommu group |bridge window [mem |"
          + "Linux version 6.1.0|Command line: |pci=disable_acs_redir=|iommu=pt|intel_iommu=on|"
          + "vendor_id\t: |cpu family\t: |00000000-0009ffff : System RAM|  |PCI Bus 0000:00|"
          + "Default domain type: Translated|kernel: |CPU0: AMD EPYC (family: 0x19, model: 0x1)"),
  HWLOC(
      "format.hwloc",
      "<object type=\"|Bridge|PCIDev|OSDev|NUMANode|Package|Machine|\"> |</object>|<info name=\"|"
          + "\" value=\"|bridge_type=\"|0-1|1-1|bridge_pci=\"0000:[00-01]\" |pci_busid=\"|"
          + "pci_type=\"0604 [1af4:0002] [0000:0000] 07\" |nodeset=\"0x00000001\" |"
          + "pci_link_speed=\"15.75\" |<topology version=\"2.0\">|</topology>|<!DOCTYPE |"
          + "<!ENTITY a \"&b;\">|&a;|&#65;|<![CDATA[|]]>|<!--|-->|<distances2 |PCIVendor"),
  NCCL(
      "format.nccl",
      "<system version=\"1\">|</system>|<cpu numaid=\"|\" arch=\"x86_64\" |vendor=\"|familyid=\"|"
          + "</cpu>|<pci busid=\"|class=\"0x060400\" |link_speed=\"|link_width=\"|</pci>|<gpu |"
          + "dev=\"0\" |<nic>|</nic>|<net name=\"|<nvlink target=\"|<graphs version=\"1\">|rank=\"|"
          + "affinity=\"ffffffff\" |subsystem_vendor=\"0x1af4\" |fffffff:ffff:ff"),
  LSHW(
      "format.lshw",
      "<node id=\"|class=\"bridge\" |handle=\"PCIBUS:0000:00\"|<businfo>pci@0000:00:00.0</businfo>|"
          + "<setting id=\"driver\" value=\"|</node>|<list>|</list>|\"businfo\": \"pci@|\"children\": "
          + "[|\"handle\": |\"class\" : |{|}|[|]|,|\"configuration\": {\"driver\": |1e400|\\ud800"),
  LIBVIRT(
      "format.libvirt",
      "<device>|</device>|<name>|</name>|<path>|<capability type='pci'>|</capability>|<bus>|<slot>|"
          + "<iommuGroup number='|<address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>|"
          + "<numa node='|<link validity='sta' speed='8' width='4'/>|<class>0x020000</class>|"
          + "<capability type='virt_functions' maxCount='8'>|<domain>0</domain>|<parent>"),
  GUEST(
      "format.guest",
      "qemu-system-x86_64 |-device |-M q35 |-machine |pcie-root-port|,id=|,bus=|,addr=|,chassis=|"
          + "x3130-upstream|xio3130-downstream|pxb-pcie|,bus_nr=|nvme|e1000e|vfio-pci,host=|0x2.0x0|"
          + "multifunction=on|\\\n|pcie.0|pci-bridge|pcie-pci-bridge|<domain type='kvm'>|"
          + "<controller type='pci' index='1' model='pcie-root-port'>|</controller>|</domain>|"
          + "<address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>|<hostdev>"),
  NVIDIA_SMI(
      "format.nvidiasmi",
      "GPU0|GPU1|NIC0|mlx5_0|\t|  | X |PIX|PXB|PHB|NODE|SYS|NV18|CPU Affinity|NUMA Affinity|Legend:|"
          + "NIC Legend:|  NIC0: mlx5_0|\u001b[4m|\u001b[0m|0-23,48-71|N/A|00000000:17:00.0|OK|CNS"),
  RDMA_TOPO(
      "format.rdmatopo",
      "\"realpath\": \"/sys/devices/pci0000:00/|\"config\": \"|\"modalias\": \"pci:v|\"numa_node\": |"
          + "\"iommu_group\": |\"subsystems\": {|{|}|[|]|,|: |\"|null|true|-1|1e400|\\ud800|eJz"),
  SYSFS(
      "format.sysfs",
      "sys/devices/pci0000:00/|0000:00:01.0/|sys/bus/pci/devices/|/config : |/class = 0x060400\\n|"
          + "/vendor = 0x8086\\n|/resource = |/numa_node = |/iommu_group -> |/physfn -> |/virtfn0 -> |"
          + "/subsystem -> | -> ../../../devices/pci0000:00/|/driver -> |/current_link_speed = |"
          + "0x0000000000040200|proc/iomem = |proc/cpuinfo = |proc/cmdline = |/firmware_node/path = |"
          + "/sriov_numvfs = |../|/../|0001:|/p2pmem/size = |sys/kernel/iommu_groups/|/type = DMA\\n"),
  ARCHIVE("format.tree", "ustar|PK\u0003\u0004|PK\u0001\u0002|PK\u0005\u0006|BZh9|sys/|../|/etc"),
  DOCUMENT(
      "format.document",
      "\"schemaVersion\": |\"functions\": [|\"address\": \"|\"config\": |\"bars\": [|\"buses\": |"
          + "\"unknown\": |{|}|[|]|,|: |\"|null|true|-1|1e400|18446744073709551616|\\ud800|"
          + "\"scenarios\": [|0000:00:00.0|0x"),
  JOURNAL("storage", "== PATH\n|== STATE\n|== RAW\n|== CUT\n|{|}|\"|\"functions\": [|1e400");

  private final String focus;
  private final String words;

  Importer(String focus, String words) {
    this.focus = focus;
    this.words = words;
  }

  /// As the folder of its corpus is called.
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The package whose coverage counts most.
  String focus() {
    return "io.peerscope.engine." + focus + ".";
  }

  /// Words of the grammar, to put anywhere.
  List<byte[]> words() {
    return Arrays.stream(words.split("\\|", -1))
        .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  static Optional<Importer> of(String folder) {
    return Arrays.stream(values()).filter(each -> each.folder().equals(folder)).findFirst();
  }
}
