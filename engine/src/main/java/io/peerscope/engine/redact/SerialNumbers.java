package io.peerscope.engine.redact;

import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes zeros over the bytes of configuration space that belong to one device alone.
///
/// These are the two words of the Device Serial Number capability (PCIe 6.x, 7.9.3), the data
/// register of Vital Product Data (PCI 3.0, 6.4), and every other place where the bytes of such a
/// serial number, or of the MAC address in it (EUI-64), stand in either order.
final class SerialNumbers {

  private static final int DEVICE_SERIAL_NUMBER = 0x0003;
  private static final int SERIAL_BYTES = 8;
  private static final int VITAL_PRODUCT_DATA = 0x03;
  private static final int HEADER = 4;
  private static final int FEWEST_DIFFERENT = 3;

  private final Set<String> serials = new TreeSet<>();
  private final Set<String> products = new TreeSet<>();
  private final Set<String> elsewhere = new TreeSet<>();
  private final Set<Bytes> secrets = new LinkedHashSet<>();

  /// The machine without them.
  Topology clean(Topology topology) {
    topology.functions().forEach(this::learn);
    return topology.map(this::clean);
  }

  /// What was written over, one line for each kind.
  List<String> removed() {
    var lines = new ArrayList<String>();
    add(lines, serials, "Device Serial Number, 8 bytes each are 0 now");
    add(lines, products, "data of Vital Product Data, 4 bytes each are 0 now");
    add(lines, elsewhere, "the same bytes elsewhere in configuration space, 0 now");
    return lines;
  }

  private static void add(List<String> lines, Set<String> functions, String words) {
    if (!functions.isEmpty()) {
      lines.add("%d × %s: %s".formatted(functions.size(), words, String.join(", ", functions)));
    }
  }

  private void learn(PciFunction function) {
    for (Capability each : function.capabilities().all()) {
      int at = each.offset() + HEADER;
      if (isSerial(each) && function.config().has(at, SERIAL_BYTES)) {
        keep(function.config().slice(at, SERIAL_BYTES));
      } else if (isSerial(each) && each instanceof UnknownCapability told) {
        keepTitle(told.title());
      }
    }
  }

  /// `Device Serial Number ec-0d-9a-ff-fe-00-11-22` shows the last byte first.
  private void keepTitle(String title) {
    String[] words = title.strip().split(" ", -1);
    String digits = words[words.length - 1];
    if (digits.matches("(?:[0-9a-fA-F]{2}-){7}[0-9a-fA-F]{2}")) {
      byte[] shown = HexFormat.ofDelimiter("-").parseHex(digits.toLowerCase(Locale.ROOT));
      keep(Bytes.of(reversed(shown)));
    }
  }

  /// @param stored as in the registers, lowest byte first
  private void keep(Bytes stored) {
    byte[] low = new byte[stored.length()];
    for (int i = 0; i < low.length; i++) {
      low[i] = (byte) stored.u8(i);
    }
    byte[] shown = reversed(low);
    byte[] mac = {shown[0], shown[1], shown[2], shown[5], shown[6], shown[7]};
    for (byte[] secret : List.of(low, shown, mac, reversed(mac))) {
      if (isTelling(secret)) {
        secrets.add(Bytes.of(secret));
      }
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[bytes.length - 1 - i] = bytes[i];
    }
    return turned;
  }

  /// Zeros, or all ones, belong to nobody.
  private static boolean isTelling(byte[] secret) {
    Set<Byte> different = new LinkedHashSet<>();
    for (byte each : secret) {
      different.add(each);
    }
    return different.size() >= FEWEST_DIFFERENT;
  }

  private static boolean isSerial(Capability capability) {
    return capability instanceof UnknownCapability told
        && (told.title().startsWith("Device Serial Number")
            || (told.offset() >= ConfigSpace.CONVENTIONAL_SIZE
                && told.id().orElse(-1) == DEVICE_SERIAL_NUMBER));
  }

  private static boolean isProductData(Capability capability) {
    return capability instanceof UnknownCapability told
        && told.offset() < ConfigSpace.CONVENTIONAL_SIZE
        && told.id().orElse(-1) == VITAL_PRODUCT_DATA;
  }

  private PciFunction clean(PciFunction function) {
    var zeroed = new TreeSet<Integer>();
    for (Capability each : function.capabilities().all()) {
      if (isSerial(each)) {
        serials.add(function.address().toString());
        mark(zeroed, function.config(), each.offset() + HEADER, SERIAL_BYTES);
      } else if (isProductData(each)) {
        products.add(function.address().toString());
        mark(zeroed, function.config(), each.offset() + HEADER, HEADER);
      }
    }
    markSecrets(zeroed, function);
    ConfigSpace config = zeroed.isEmpty() ? function.config() : without(function.config(), zeroed);
    return function.withRegisters(clean(function.capabilities(), config), config);
  }

  private static void mark(Set<Integer> zeroed, ConfigSpace config, int from, int count) {
    for (int at = from; at < from + count; at++) {
      if (config.has(at, 1)) {
        zeroed.add(at);
      }
    }
  }

  private void markSecrets(Set<Integer> zeroed, PciFunction function) {
    ConfigSpace config = function.config();
    for (Bytes secret : secrets) {
      for (int at = ConfigSpace.HEADER_SIZE; at + secret.length() <= config.length(); at++) {
        if (!zeroed.contains(at) && stands(config, at, secret)) {
          elsewhere.add(function.address().toString());
          mark(zeroed, config, at, secret.length());
        }
      }
    }
  }

  private static boolean stands(ConfigSpace config, int at, Bytes secret) {
    for (int i = 0; i < secret.length(); i++) {
      if (config.u8(at + i) != secret.u8(i)) {
        return false;
      }
    }
    return true;
  }

  private static ConfigSpace without(ConfigSpace config, Set<Integer> zeroed) {
    Map<Integer, Integer> words = new TreeMap<>();
    for (int at : zeroed) {
      int word = at & ~3;
      int mask = ~(0xff << (8 * (at & 3)));
      words.merge(word, config.u32(word) & mask, (before, now) -> before & now);
    }
    return config.with(words);
  }

  /// Capabilities that are kept as bytes show what the registers hold now.
  private static Capabilities clean(Capabilities capabilities, ConfigSpace config) {
    return new Capabilities(
        capabilities.all().stream().map(each -> clean(each, config)).toList(),
        capabilities.standardMissing(),
        capabilities.extendedMissing());
  }

  private static Capability clean(Capability capability, ConfigSpace config) {
    if (!(capability instanceof UnknownCapability told) || told.bytes().length() == 0) {
      return capability;
    }
    int length = told.bytes().length();
    Bytes now = config.slice(told.offset(), length);
    if (now.length() == length) {
      return new UnknownCapability(told.offset(), told.id(), told.title(), now);
    }
    return isSerial(told) || isProductData(told)
        ? new UnknownCapability(told.offset(), told.id(), told.title(), Bytes.of(new byte[0]))
        : told;
  }
}
