package io.peerscope.engine.format.groups;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads the table that Proxmox draws of the PCI functions of a node
/// (`pvesh get /nodes/NODE/hardware/pci`).
///
///     │ class    │ device │ id           │ iommugroup │ vendor │ device_name │
///     │ 0x010601 │ 0xa352 │ 0000:00:17.0 │          8 │ 0x8086 │ SATA        │
public final class ProxmoxTableReader implements LineReader {

  private static final int MOST_COLUMNS = 64;
  private static final Pattern RULE = Pattern.compile("[│┃|]");
  private static final Pattern HEX = Pattern.compile("0x([0-9a-f]{4,6})");
  private static final Pattern GROUP = Pattern.compile("[0-9]{1,6}");

  private final Findings findings;
  private List<String> columns = List.of();

  public ProxmoxTableReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "proxmox-pci";
  }

  @Override
  public boolean read(TextLine line) {
    if (line.text().indexOf('│') < 0) {
      return false;
    }
    List<String> cells =
        Arrays.stream(RULE.split(line.text(), MOST_COLUMNS)).map(String::strip).toList();
    if (cells.contains("iommugroup") && cells.contains("id")) {
      columns = cells;
      return true;
    }
    return cells.size() == columns.size() && readRow(cells, line);
  }

  private boolean readRow(List<String> cells, TextLine line) {
    Optional<PciAddress> address = PciAddress.parse(cell("id", cells));
    if (address.isEmpty()) {
      return false;
    }
    var told = new ToldFunctionBuilder(address.get(), line.position(), Trust.GROUP_LISTING);
    told.name(cell("device_name", cells));
    OptionalInt vendor = number("vendor", cells);
    OptionalInt device = number("device", cells);
    if (vendor.isPresent() && device.isPresent()) {
      told.id(Optional.of(new VendorDevice(vendor.getAsInt(), device.getAsInt())));
    }
    OptionalInt code = number("class", cells);
    if (code.isPresent() && code.getAsInt() > 0xffff) {
      int progIf = code.getAsInt() & 0xff;
      told.classCode(Optional.of(new ClassCode(code.getAsInt() >> 8, OptionalInt.of(progIf))));
    }
    String group = cell("iommugroup", cells);
    if (GROUP.matcher(group).matches()) {
      findings.tellIommu();
      told.iommuGroup(Integer.parseInt(group));
    }
    findings.add(told.build());
    return true;
  }

  private String cell(String column, List<String> cells) {
    int at = columns.indexOf(column);
    return at < 0 ? "" : cells.get(at);
  }

  private OptionalInt number(String column, List<String> cells) {
    var matcher = HEX.matcher(cell(column, cells));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1), 16))
        : OptionalInt.empty();
  }
}
