package io.peerscope.engine.format.guest;

import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.told.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a libvirt domain: controllers of type `pci`, and everything with an address of type `pci`,
/// whose `bus` is the index of a controller, not the number of a bus.
public final class DomainReader {

  private DomainReader() {}

  public static String format() {
    return "libvirt-domain";
  }

  public static boolean recognises(XmlElement root) {
    return root.name().equals("domain") && root.first("devices").isPresent();
  }

  public static void read(XmlElement root, String file, Findings findings) {
    List<GuestDevice> devices = new ArrayList<>();
    root.all("devices")
        .flatMap(all -> all.children().stream())
        .forEach(device -> device(device, file).ifPresent(devices::add));
    new GuestMachine(devices, findings).tell(new SourcePosition(file, root.line()));
  }

  private static Optional<GuestDevice> device(XmlElement device, String file) {
    Optional<XmlElement> address =
        device.all("address").filter(one -> one.attribute("type").equals("pci")).findFirst();
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int slot = number(address.get().attribute("slot")).orElse(-1);
    int function = number(address.get().attribute("function")).orElse(0);
    boolean isPlace = slot >= 0 && slot <= 0x1f && function <= 7;
    String model = model(device);
    return Optional.of(
        new GuestDevice(
            model,
            "pcie." + number(device.attribute("index")).orElse(-1),
            "pcie." + number(address.get().attribute("bus")).orElse(0),
            isPlace ? OptionalInt.of(slot << 3 | function) : OptionalInt.empty(),
            rootBus(device, model),
            new SourcePosition(file, device.line())));
  }

  private static OptionalInt rootBus(XmlElement device, String model) {
    return GuestModels.role(model) == GuestModels.Role.ROOT
        ? device.first("target").map(t -> number(t.attribute("busNr"))).orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }

  /// Controllers of other types than `pci` are devices of their type.
  private static String model(XmlElement device) {
    boolean isBus = device.name().equals("controller") && device.attribute("type").equals("pci");
    String type = device.attribute("type");
    return isBus ? device.attribute("model") : (device.name() + " " + type).strip();
  }

  private static OptionalInt number(String text) {
    if (text.matches("0x[0-9a-fA-F]{1,4}")) {
      return OptionalInt.of(Integer.parseInt(text.substring(2), 16));
    }
    return text.matches("[0-9]{1,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
