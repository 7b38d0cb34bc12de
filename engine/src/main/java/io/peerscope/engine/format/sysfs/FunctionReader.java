package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.topology.SystemFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the folder of one function.
final class FunctionReader {

  private static final int LARGEST_RESOURCE = 16 * 1024;
  private static final int MOST_RESOURCES = 64;
  private static final int ROW = 16;

  private final FileTree tree;
  private final DiagnosticLog log;
  private final PciAddress address;
  private final String folder;
  private final Attributes attributes;
  private final boolean asleep;

  /// @param folder its path without links
  /// @param asleep whether it, or a bridge above, must not be woken
  FunctionReader(
      FileTree tree, DiagnosticLog log, PciAddress address, String folder, boolean asleep) {
    this.tree = tree;
    this.log = log;
    this.address = address;
    this.folder = folder;
    this.attributes = new Attributes(tree, folder, log);
    this.asleep = asleep;
  }

  SysfsFunction read() {
    return new SysfsFunction(
        address,
        tree.at(folder, 0),
        folder,
        FunctionPath.parse(folder),
        attributes.linkName("physfn").flatMap(PciAddress::parse),
        id(),
        attributes.fact("class", "a class code", FunctionReader::classCode),
        buses(),
        config(),
        tree.at(attributes.path("config"), 0),
        whyNoConfig(),
        resources(),
        tree.at(attributes.path("resource"), 0),
        system());
  }

  private Fact<VendorDevice> id() {
    Fact<Integer> vendor = attributes.fact("vendor", "a vendor id", text -> hex(text, 4));
    Fact<Integer> device = attributes.fact("device", "a device id", text -> hex(text, 4));
    return vendor instanceof Known<Integer>(Integer first, _)
        ? device.map(second -> new VendorDevice(first, second))
        : vendor.map(first -> new VendorDevice(first, 0));
  }

  private static Optional<Integer> hex(String text, int digits) {
    return Attributes.boxed(Attributes.hex(text, digits), value -> value);
  }

  /// `0x010802`: base class, sub-class, programming interface.
  private static Optional<ClassCode> classCode(String text) {
    return hex(text, 6).map(code -> new ClassCode(code >> 8, OptionalInt.of(code & 0xff)));
  }

  private Fact<Optional<BridgeBuses>> buses() {
    if (asleep || !attributes.has("secondary_bus_number")) {
      return Fact.unknown("the tree does not tell bus numbers");
    }
    Fact<Integer> secondary = busNumber("secondary_bus_number");
    Fact<Integer> subordinate = busNumber("subordinate_bus_number");
    return secondary instanceof Known<Integer>(Integer first, _)
        ? subordinate.map(last -> Optional.of(new BridgeBuses(address.bus(), first, last)))
        : Fact.unknown("the tree does not tell bus numbers");
  }

  private Fact<Integer> busNumber(String name) {
    return attributes.fact(
        name,
        "a bus number",
        text ->
            Attributes.boxed(Attributes.decimal(text), value -> value)
                .filter(bus -> bus >= 0 && bus <= 0xff));
  }

  /// The registers: 64 bytes without the rights to read more, else all.
  private ConfigSpace config() {
    if (asleep) {
      return ConfigSpace.none();
    }
    byte[] bytes =
        attributes
            .bytes("config", ConfigSpace.EXTENDED_SIZE)
            .map(read -> tree.isLive() ? read : withoutFilling(read))
            .orElse(new byte[0]);
    int[] rows = new int[(bytes.length + ROW - 1) / ROW];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row + 1;
    }
    return ConfigSpace.takeOver(bytes, rows);
  }

  /// Sysfs promises 256 or 4,096 bytes and gives 64 to those who may read no more; programs that
  /// pack by the promised size fill up with zeros, which are no registers. The kernel itself never
  /// fills up.
  private static byte[] withoutFilling(byte[] bytes) {
    for (int at = ConfigSpace.HEADER_SIZE; at < bytes.length; at++) {
      if (bytes[at] != 0) {
        return bytes;
      }
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, ConfigSpace.HEADER_SIZE));
  }

  private String whyNoConfig() {
    return asleep
        ? "the function or a bridge above it is in D3cold, or may be; reading its registers would wake it"
        : "the tree does not hold its configuration space";
  }

  private List<Resource> resources() {
    String text =
        attributes
            .bytes("resource", LARGEST_RESOURCE)
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", ""))
            .orElse("");
    var resources = new ArrayList<Resource>();
    for (String line : text.lines().limit(MOST_RESOURCES).toList()) {
      Optional<Resource> resource = Resource.parse(line.strip());
      if (resource.isEmpty()) {
        log.warning(
            "malformed-attribute",
            "the line does not tell a start, an end and flags; it and what follows is left out",
            new SourcePosition(tree.display(attributes.path("resource")), resources.size() + 1));
        break;
      }
      resources.add(resource.get());
    }
    return resources;
  }

  private SystemFacts system() {
    return new SystemAttributes(tree, attributes, log, asleep).read();
  }
}
