package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Configuration space that devices told through VFIO, as an input beside sysfs; the name of the
/// input says where each register was read.
final class LearntRegisters {

  private static final int ROW = 16;

  private LearntRegisters() {}

  /// The input of one device.
  static Input input(PciAddress address, List<Byte> bytes) {
    return new Input("vfio " + address, text(address, bytes).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(PciAddress address, List<Byte> bytes) {
    var text = new StringBuilder(bytes.size() * 4);
    text.append(address).append(" VFIO\n");
    for (int at = 0; at < bytes.size(); at++) {
      if (at % ROW == 0) {
        text.append("%02x:".formatted(at));
      }
      text.append(" %02x".formatted(bytes.get(at) & 0xff));
      if (at % ROW == ROW - 1) {
        text.append('\n');
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  /// Inputs of the devices of which sysfs told less; what both tell is read once, from sysfs.
  static List<Input> inputs(Platform platform, Map<PciAddress, List<Byte>> config) {
    return beyond(platform, config).entrySet().stream()
        .map(told ->
            new Input("vfio " + told.getKey(), told.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /// The texts of those inputs.
  static SortedMap<PciAddress, String> beyond(
      Platform platform, Map<PciAddress, List<Byte>> config) {
    var texts = new TreeMap<PciAddress, String>();
    config.forEach((address, bytes) -> {
      int told = platform.topology().find(address).map(LearntRegisters::length).orElse(0);
      if (bytes.size() > told) {
        texts.put(address, text(address, bytes));
      }
    });
    return texts;
  }

  private static int length(PciFunction function) {
    return function.config().length();
  }
}
