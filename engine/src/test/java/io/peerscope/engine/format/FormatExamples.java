package io.peerscope.engine.format;

import java.util.List;

/// One small machine, told in many formats:
///
///     root bus 00 ─┬─ 00:00.0 host bridge
///                  └─ 00:01.0 ── 01:00.0 Ethernet
final class FormatExamples {

  static final String TREE =
      """
      -[0000:00]-+-00.0  Acme Corporation Root [1af4:0001]
                 \\-01.0-[01]----00.0  Acme Corporation Card [1af4:0003]
      """;

  static final String QUOTED_FIELDS =
      """
      0000:00:00.0 "Host bridge [0600]" "Acme [1af4]" "Root [0001]" -r02 -p00 "" ""
      0000:00:01.0 "PCI bridge [0604]" "Acme [1af4]" "Port \\"x\\" [0002]" -p00 "" ""
      0000:01:00.0 "Ethernet controller [0200]" "Acme [1af4]" "Card [0003]" "" ""
      """;

  static final String TAGGED_FIELDS =
      """
      Slot:\t00:00.0
      Class:\tHost bridge [0600]
      Vendor:\tAcme [1af4]
      Device:\tRoot [0001]

      Slot:\t01:00.0
      Class:\tEthernet controller [0200]
      Vendor:\tAcme [1af4]
      Device:\tCard [0003]
      PhySlot:\t4
      ProgIf:\t00
      Driver:\tacme
      NUMANode:\t1
      IOMMUGroup:\t27
      """;

  static final String HWLOC =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE topology SYSTEM "hwloc2.dtd">
      <topology version="2.0">
        <object type="Machine" nodeset="0x00000003">
          <info name="OSRelease" value="6.1.0"/>
          <object type="NUMANode" nodeset="0x00000001"/>
          <object type="NUMANode" nodeset="0x00000002"/>
          <object type="Package" nodeset="0x00000002">
            <info name="CPUVendor" value="AuthenticAMD"/>
            <info name="CPUFamilyNumber" value="25"/>
            <object type="Bridge" bridge_type="0-1" bridge_pci="0000:[00-01]">
              <object type="PCIDev" pci_busid="0000:00:00.0" pci_type="0600 [1af4:0001] [0:0] 02"/>
              <object type="Bridge" bridge_type="1-1" bridge_pci="0000:[01-01]"
                  pci_busid="0000:00:01.0" pci_type="0604 [1af4:0002] [0000:0000] 07">
                <object type="PCIDev" pci_busid="0000:01:00.0"
                    pci_type="0200 [1af4:0003] [0000:0000] 01 00"/>
              </object>
            </object>
          </object>
        </object>
      </topology>
      """;

  static final String NCCL =
      """
      <system version="1">
        <cpu numaid="1" arch="x86_64" vendor="AuthenticAMD" familyid="175" modelid="1">
          <pci busid="0000:01:00.0" class="0x060400" vendor="0x1af4" device="0x0002"
              link_speed="32.0 GT/s PCIe" link_width="16">
            <pci busid="0000:03:00.0" class="0x020000" vendor="0x1af4" device="0x0003"
                link_speed="16.0 GT/s PCIe" link_width="8"><nic/></pci>
          </pci>
        </cpu>
      </system>
      """;

  static final String NODE_DEVICE =
      """
      <device>
        <name>pci_0000_01_00_0</name>
        <path>/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0</path>
        <driver><name>acme</name></driver>
        <capability type='pci'>
          <class>0x020000</class>
          <domain>0</domain><bus>1</bus><slot>0</slot><function>0</function>
          <product id='0x0003'>Card</product>
          <vendor id='0x1af4'>Acme</vendor>
          <iommuGroup number='27'/>
          <numa node='1'/>
          <pci-express><link validity='sta' speed='8' width='4'/></pci-express>
        </capability>
      </device>
      """;

  static final String LSHW_JSON =
      """
      { "id": "machine", "class": "system", "children": [
        { "id": "pci", "class": "bridge", "handle": "PCIBUS:0000:00", "description": "Host bridge",
          "businfo": "pci@0000:00:00.0", "children": [
          { "id": "pci:0", "class": "bridge", "handle": "PCIBUS:0000:01",
            "description": "PCI bridge", "businfo": "pci@0000:00:01.0", "children": [
            { "id": "network", "class": "network", "description": "Ethernet controller",
              "product": "Card [1AF4:3]", "vendor": "Acme", "businfo": "pci@0000:01:00.0",
              "configuration": { "driver": "acme" } } ] } ] } ] }
      """;

  static final String LSHW_XML =
      """
      <list>
      <node id="pci" class="bridge" handle="PCIBUS:0000:00">
       <description>Host bridge</description> <businfo>pci@0000:00:00.0</businfo>
       <node id="pci:0" class="bridge" handle="PCIBUS:0000:01">
        <description>PCI bridge</description> <businfo>pci@0000:00:01.0</businfo>
        <node id="network" class="network">
         <description>Ethernet controller</description> <businfo>pci@0000:01:00.0</businfo>
         <configuration><setting id="driver" value="acme" /></configuration>
        </node>
       </node>
      </node>
      </list>
      """;

  static final String RDMA_TOPO =
      """
      [ { "realpath": "/sys/devices/pci0000:00/0000:00:01.0", "config": "",
          "modalias": "pci:v00001AF4d00000002sv00000000sd00000000bc06sc04i00", "numa_node": -1 },
        { "realpath": "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0",
          "config": "eJzTYmEQYGBgYAISLAwMAAQ+AEQ=",
          "modalias": "pci:v00001AF4d00000003sv00000000sd00000000bc02sc00i00",
          "iommu_group": 27, "numa_node": 1, "subsystems": { "net": [ "eth0" ] } } ]
      """;

  static final String KERNEL_LOG =
      """
      [    0.400000] PCI host bridge to bus 0000:00
      [    0.400001] pci_bus 0000:00: root bus resource [mem 0xc0000000-0xfebfffff window]
      [    0.400002] pci 0000:00:00.0: [1af4:0001] type 00 class 0x060000
      [    0.400003] pci 0000:00:01.0: [1af4:0002] type 01 class 0x060400 PCIe Root Port
      [    0.400004] pci 0000:01:00.0: [1af4:0003] type 00 class 0x020000 PCIe Endpoint
      [    0.400005] pci 0000:01:00.0: reg 0x10: [mem 0xc0000000-0xc0003fff 64bit]
      [    0.400006] pci 0000:00:01.0: PCI bridge to [bus 01]
      [    0.500000] pci 0000:01:00.0: BAR 0: assigned [mem 0xc0100000-0xc0103fff 64bit]
      [    0.600000] pci 0000:01:00.0: Adding to iommu group 27
      [    9.000000] nvme 0000:01:00.0: cannot be used for peer-to-peer DMA as the client and
      """;

  static final String GROUPS =
      """
      IOMMU Group 1:
      \t00:01.0 PCI bridge [0604]: Acme Port [1af4:0002]
      IOMMU Group 27:
      \t01:00.0 Ethernet controller [0200]: Acme Card [1af4:0003]
      IOMMU Group 28 02:00.0 Ethernet controller [0200]: Acme Card [1af4:0003] (rev 01)
      /sys/kernel/iommu_groups/29/devices/0000:03:00.0
      """;

  static final String PATHS =
      """
      lrwxrwxrwx 1 root root 0 mlx5_0 -> ../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/a
      P: /devices/pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:1d.0/10000:e1:00.0/nvme/nvme0
      """;

  static final String MATRIX =
      """
      \t\033[4mGPU0\tGPU1\tNIC0\tCPU Affinity\tNUMA Affinity\033[0m
      GPU0\t X \tPIX\tSYS\t0-23\t0
      GPU1\tPIX\t X \tNODE\t0-23\t0
      NIC0\tSYS\tNODE\t X

      Legend:
        NIC0: mlx5_0
      0, 00000000:17:00.0
      1, 00000000:18:00.0
      """;

  static final String QEMU =
      """
      $ qemu-system-x86_64 -M q35 -nodefaults -m 1G \\
        -device pcie-root-port,id=rp1,bus=pcie.0,addr=0x2.0x0,chassis=1 \\
        -device x3130-upstream,id=up,bus=rp1 \\
        -device xio3130-downstream,id=dn0,bus=up,addr=0x0,chassis=2 -device nvme,bus=dn0,serial=a \\
        -device xio3130-downstream,id=dn1,bus=up,addr=0x1,chassis=3 -device e1000e,bus=dn1 \\
        -device pxb-pcie,id=pxb,bus=pcie.0,addr=0x3,bus_nr=0x40 \\
        -device pcie-root-port,id=rp2,bus=pxb,addr=0,chassis=4 -device nvme,bus=rp2,serial=b
      """;

  static final String DOMAIN =
      """
      <domain type='kvm'>
        <name>guest</name>
        <devices>
          <controller type='pci' index='0' model='pcie-root'/>
          <controller type='pci' index='1' model='pcie-root-port'>
            <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
          </controller>
          <interface type='bridge'>
            <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </interface>
        </devices>
      </domain>
      """;

  static final List<String> ALL =
      List.of(
          TREE,
          QUOTED_FIELDS,
          TAGGED_FIELDS,
          HWLOC,
          NCCL,
          NODE_DEVICE,
          LSHW_JSON,
          LSHW_XML,
          RDMA_TOPO,
          KERNEL_LOG,
          GROUPS,
          PATHS,
          MATRIX,
          QEMU,
          DOMAIN);

  private FormatExamples() {}
}
