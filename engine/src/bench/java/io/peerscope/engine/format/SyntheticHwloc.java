package io.peerscope.engine.format;

import java.nio.charset.StandardCharsets;

/// A topology of hwloc with thousands of PCI objects: root ports with sixteen devices each.
final class SyntheticHwloc {

  private static final int DEVICES = 16;
  private static final int PORTS = 200;

  private SyntheticHwloc() {}

  /// The XML of a machine with at least that many PCI objects.
  static byte[] ofObjects(int count) {
    var xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE topology SYSTEM "hwloc2.dtd">
            <topology version="2.0">
              <object type="Machine" os_index="0" cpuset="0x00000003" complete_cpuset="0x00000003" \
            allowed_cpuset="0x00000003" nodeset="0x00000001" complete_nodeset="0x00000001" \
            allowed_nodeset="0x00000001" gp_index="1">
                <object type="NUMANode" os_index="0" cpuset="0x00000003" \
            complete_cpuset="0x00000003" nodeset="0x00000001" complete_nodeset="0x00000001" \
            gp_index="2" local_memory="1073741824"/>
                <object type="PU" os_index="0" cpuset="0x00000001" complete_cpuset="0x00000001" \
            nodeset="0x00000001" complete_nodeset="0x00000001" gp_index="3"/>
                <object type="PU" os_index="1" cpuset="0x00000002" complete_cpuset="0x00000002" \
            nodeset="0x00000001" complete_nodeset="0x00000001" gp_index="4"/>
            """);
    int made = 0;
    int index = 10;
    for (int domain = 0; made < count; domain++) {
      xml.append(
          """
              <object type="Bridge" gp_index="%d" bridge_type="0-1" depth="0" \
          bridge_pci="%04x:[00-ff]">
          """
              .formatted(index++, domain));
      for (int port = 0; port < PORTS && made < count; port++) {
        made += addPort(xml, domain, port, index);
        index += DEVICES + 1;
      }
      xml.append("    </object>\n");
    }
    xml.append("  </object>\n</topology>\n");
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int addPort(StringBuilder xml, int domain, int port, int index) {
    int bus = port + 1;
    xml.append(
        """
              <object type="Bridge" gp_index="%d" bridge_type="1-1" depth="1" \
        bridge_pci="%04x:[%02x-%02x]" pci_busid="%04x:00:%02x.%x" \
        pci_type="0604 [1af4:0002] [0000:0000] 01" pci_link_speed="31.507692">
        """
            .formatted(index, domain, bus, bus, domain, port / 8, port % 8));
    for (int device = 0; device < DEVICES; device++) {
      xml.append(
          """
                  <object type="PCIDev" gp_index="%d" pci_busid="%04x:%02x:%02x.0" \
          pci_type="0200 [1af4:0003] [1af4:0001] 00" pci_link_speed="15.753846">
                    <info name="PCIVendor" value="Acme Corporation"/>
                    <info name="PCIDevice" value="Acme Card"/>
                  </object>
          """
              .formatted(index + 1 + device, domain, bus, device));
    }
    xml.append("      </object>\n");
    return DEVICES + 1;
  }
}
