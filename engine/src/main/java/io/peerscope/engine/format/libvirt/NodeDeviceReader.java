package io.peerscope.engine.format.libvirt;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.sysfs.FunctionPath;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Reads `virsh nodedev-dumpxml` (`formatnode` of libvirt).
///
///     <device>
///       <path>/sys/devices/pci0000:00/0000:00:04.0/0000:02:10.7</path>
///       <driver><name>igbvf</name></driver>
///       <capability type='pci'>
///         <class>0x020000</class> <domain>0</domain> <bus>2</bus> <slot>16</slot> …
public final class NodeDeviceReader {

  private final String file;
  private final Findings findings;

  private NodeDeviceReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static String format() {
    return "libvirt-nodedev";
  }

  public static boolean recognises(XmlElement root) {
    return root.name().equals("device") && pci(root).isPresent();
  }

  private static Optional<XmlElement> pci(XmlElement root) {
    return capabilities(root, "pci").findFirst();
  }

  private static Stream<XmlElement> capabilities(XmlElement element, String type) {
    return element.all("capability").filter(one -> one.attribute("type").equals(type));
  }

  public static void read(XmlElement root, String file, Findings findings) {
    pci(root).ifPresent(pci -> new NodeDeviceReader(file, findings).readFunction(root, pci));
  }

  private void readFunction(XmlElement device, XmlElement pci) {
    var at = new SourcePosition(file, device.line());
    Optional<PciAddress> address =
        address(
            pci.textOf("domain"), pci.textOf("bus"), pci.textOf("slot"), pci.textOf("function"));
    if (address.isEmpty()) {
      findings.log().warning("malformed-attribute", "the device has no whole address", at);
      return;
    }
    var told = new ToldFunctionBuilder(address.get(), at, Trust.LIBVIRT_DEVICE);
    number(pci.textOf("class"))
        .filter(code -> code >= 0 && code <= 0xffffff)
        .ifPresent(code ->
            told.classCode(Optional.of(new ClassCode(code >> 8, OptionalInt.of(code & 0xff)))));
    told.id(id(pci));
    told.name((pci.textOf("vendor") + " " + pci.textOf("product")).strip());
    device.first("driver").ifPresent(driver -> told.driver(driver.textOf("name")));
    pci.first("numa").flatMap(numa -> number(numa.attribute("node"))).ifPresent(told::numaNode);
    pci.first("iommuGroup")
        .flatMap(group -> number(group.attribute("number")))
        .ifPresent(group -> {
          told.iommuGroup(group);
          findings.tellIommu();
        });
    readPhysical(pci, told);
    pci.first("pci-express").ifPresent(express -> readLinks(express, told));
    FunctionPath.parse(device.textOf("path"))
        .ifPresent(place -> {
          told.parent(place.parent());
          place.opener().ifPresent(opener -> findings.tellOpener(place.rootBus(), opener, at));
        });
    findings.add(told.build());
  }

  private static void readPhysical(XmlElement pci, ToldFunctionBuilder told) {
    capabilities(pci, "phys_function")
        .flatMap(capability -> capability.all("address"))
        .flatMap(one ->
            address(
                one.attribute("domain"),
                one.attribute("bus"),
                one.attribute("slot"),
                one.attribute("function"))
                .stream())
        .findFirst()
        .ifPresent(told::physicalFunction);
  }

  private static void readLinks(XmlElement express, ToldFunctionBuilder told) {
    express
        .all("link")
        .forEach(link -> {
          String speed = link.attribute("speed");
          Optional<Integer> width = number(link.attribute("width"));
          if (speed.matches("[0-9.]{1,5}") && width.isPresent()) {
            var known = new Link(speed + "GT/s", width.get());
            if (link.attribute("validity").equals("sta")) {
              told.link(known);
            } else {
              told.linkLimit(known);
            }
          }
        });
  }

  private static Optional<VendorDevice> id(XmlElement pci) {
    Optional<Integer> vendor = pci.first("vendor").flatMap(one -> number(one.attribute("id")));
    Optional<Integer> device = pci.first("product").flatMap(one -> number(one.attribute("id")));
    return vendor.isPresent() && device.isPresent()
        ? Optional.of(new VendorDevice(vendor.get() & 0xffff, device.get() & 0xffff))
        : Optional.empty();
  }

  private static Optional<PciAddress> address(
      String domain, String bus, String slot, String function) {
    Optional<Integer> first = number(domain);
    Optional<Integer> second = number(bus).filter(value -> value <= 0xff);
    Optional<Integer> third = number(slot).filter(value -> value <= 0x1f);
    Optional<Integer> fourth = number(function).filter(value -> value <= 7);
    return first.isPresent() && second.isPresent() && third.isPresent() && fourth.isPresent()
        ? Optional.of(new PciAddress(first.get(), second.get(), third.get(), fourth.get()))
        : Optional.empty();
  }

  /// A number, in hex behind `0x`, else decimal.
  private static Optional<Integer> number(String text) {
    String value = text.strip();
    if (value.matches("0x[0-9a-fA-F]{1,7}")) {
      return Optional.of(Integer.parseInt(value.substring(2), 16));
    }
    return value.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(value)) : Optional.empty();
  }
}
