package io.peerscope.engine.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A big machine as `lspci -D -xxxx` prints it: domains of switches full of endpoints, 4 KiB each.
///
///     root port ── upstream port ─┬─ downstream port ── endpoint (3 functions)
///                                 └─ … 16 of them
final class SyntheticDump {

  private static final int DOWNSTREAM_PORTS = 16;
  private static final int ENDPOINT_FUNCTIONS = 3;
  private static final int SWITCHES_PER_DOMAIN = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int functions;

  private SyntheticDump() {}

  /// A dump of at least that many functions.
  static byte[] ofFunctions(int count) {
    var dump = new SyntheticDump();
    for (int domain = 0; dump.functions < count; domain++) {
      int bus = 1;
      for (int n = 0; n < SWITCHES_PER_DOMAIN && dump.functions < count; n++) {
        bus = dump.addSwitch(domain, n, bus);
      }
    }
    return dump.out.toByteArray();
  }

  /// Number of functions that [#ofFunctions] makes for a wish.
  static int functionsIn(byte[] dump) {
    return (int)
        new String(dump, StandardCharsets.ISO_8859_1).lines().filter(String::isEmpty).count();
  }

  private int addSwitch(int domain, int device, int firstBus) {
    int upstream = firstBus;
    int internal = firstBus + 1;
    int last = internal + DOWNSTREAM_PORTS;
    addBridge(domain, 0, device, 0x4, upstream, last);
    addBridge(domain, upstream, 0, 0x5, internal, last);
    for (int port = 0; port < DOWNSTREAM_PORTS; port++) {
      int below = internal + 1 + port;
      addBridge(domain, internal, port, 0x6, below, below);
      for (int function = 0; function < ENDPOINT_FUNCTIONS; function++) {
        addEndpoint(domain, below, function);
      }
    }
    return last + 1;
  }

  private void addBridge(
      int domain, int bus, int device, int portType, int secondary, int subordinate) {
    byte[] config = express(portType, 0x060400);
    config[0x0e] = 1;
    config[0x18] = (byte) bus;
    config[0x19] = (byte) secondary;
    config[0x1a] = (byte) subordinate;
    config[0x20] = 0;
    config[0x21] = (byte) 0x90;
    config[0x23] = (byte) 0x9f;
    print(domain, bus, device, 0, "PCI bridge: Acme Port", config);
  }

  private void addEndpoint(int domain, int bus, int function) {
    byte[] config = express(0x0, 0x020000);
    config[0x10] = 0x0c;
    config[0x13] = (byte) (0x90 + function);
    print(domain, bus, 0, function, "Ethernet controller: Acme Card", config);
  }

  private static byte[] express(int portType, int classCode) {
    var config = new byte[4096];
    byte[] start = HexFormat.of().parseHex("f41a0a000600100000");
    System.arraycopy(start, 0, config, 0, start.length);
    config[0x0a] = (byte) (classCode >> 8);
    config[0x0b] = (byte) (classCode >> 16);
    config[0x34] = 0x40;
    config[0x40] = 0x10;
    config[0x42] = (byte) (portType << 4 | 2);
    config[0x4c] = 0x04;
    config[0x4d] = 0x01;
    config[0x100] = 0x01;
    config[0x102] = 0x02;
    config[0x103] = 0x15;
    config[0x150] = 0x0d;
    config[0x152] = 0x01;
    config[0x154] = 0x5f;
    return config;
  }

  private void print(int domain, int bus, int device, int function, String words, byte[] config) {
    HexFormat spaced = HexFormat.ofDelimiter(" ");
    var text = new StringBuilder();
    text.append("%04x:%02x:%02x.%x %s\n".formatted(domain, bus, device, function, words));
    for (int offset = 0; offset < config.length; offset += 16) {
      text.append("%02x: ".formatted(offset));
      text.append(spaced.formatHex(config, offset, offset + 16)).append('\n');
    }
    out.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1));
    functions++;
  }
}
