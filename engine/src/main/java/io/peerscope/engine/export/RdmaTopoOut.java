package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;

/// Writes what `rdma_topo dump` prints (rdma-core, `SysfsDevice.to_dict`): one object for each
/// function whose path in sysfs is known.
final class RdmaTopoOut implements MachineWriter {

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    Topology topology = platform.topology();
    String separator = "\n";
    out.write('[');
    for (PciFunction function : topology.functions()) {
      Optional<String> path = path(function.address(), topology);
      if (path.isPresent()) {
        out.append(separator).append(object(function, path.get()));
        separator = ",\n";
      }
    }
    out.write("\n]\n");
  }

  private static String object(PciFunction function, String path) {
    List<String> fields = new ArrayList<>();
    fields.add("\"realpath\": \"/sys/devices/" + path + "\"");
    if (!function.config().isEmpty() && isWhole(function.config())) {
      fields.add("\"config\": \"" + packed(function.config()) + "\"");
    }
    modalias(function).ifPresent(alias -> fields.add("\"modalias\": \"" + alias + "\""));
    function
        .system()
        .iommuGroup()
        .ifKnown()
        .ifPresent(group -> fields.add("\"iommu_group\": " + group));
    function.system().numaNode().ifKnown().ifPresent(node -> fields.add("\"numa_node\": " + node));
    return "  {" + String.join(", ", fields) + "}";
  }

  /// Below the root bus, and for a domain that a function opened below that function.
  private static Optional<String> path(PciAddress address, Topology topology) {
    UpstreamPath up = topology.upstreamPath(address);
    if (!(up.end() instanceof Parent.RootBus(var bus))) {
      return Optional.empty();
    }
    var steps = new StringBuilder();
    Optional<PciAddress> opener =
        topology.hostBridge(bus).flatMap(HostBridge::openedBy).flatMap(Fact::ifKnown);
    if (opener.isPresent() && opener.get().domain() != bus.domain()) {
      path(opener.get(), topology).ifPresent(above -> steps.append(above).append('/'));
    }
    steps.append("pci").append(bus);
    up.functions().reversed().forEach(step -> steps.append('/').append(step));
    return Optional.of(steps.toString());
  }

  /// `pci:v00008086d00001901sv…`; the subsystem stands in the registers of ordinary functions.
  private static Optional<String> modalias(PciFunction function) {
    var id = function.id().ifKnown();
    var code = function.classCode().ifKnown().filter(known -> known.progIf().isPresent());
    if (id.isEmpty() || code.isEmpty()) {
      return Optional.empty();
    }
    ConfigSpace config = function.config();
    boolean isOrdinary = config.has(0, ConfigSpace.HEADER_SIZE) && (config.u8(0x0e) & 0x7f) == 0;
    return Optional.of(
        "pci:v0000%04Xd0000%04Xsv0000%04Xsd0000%04Xbc%02Xsc%02Xi%02X"
            .formatted(
                id.get().vendor(),
                id.get().device(),
                isOrdinary ? config.u16(0x2c) : 0,
                isOrdinary ? config.u16(0x2e) : 0,
                code.get().base(),
                code.get().baseAndSub() & 0xff,
                code.get().progIf().getAsInt()));
  }

  /// The format knows no gaps.
  private static boolean isWhole(ConfigSpace config) {
    return config.has(0, config.length());
  }

  /// The bytes as a zlib stream that is stored, not compressed: the same on every machine (RFC
  /// 1950, RFC 1951 3.2.4).
  private static String packed(ConfigSpace config) {
    int length = config.length();
    byte[] stream = new byte[length + 11];
    stream[0] = 0x78;
    stream[1] = 0x01;
    stream[2] = 0x01;
    stream[3] = (byte) length;
    stream[4] = (byte) (length >> 8);
    stream[5] = (byte) ~length;
    stream[6] = (byte) (~length >> 8);
    for (int at = 0; at < length; at++) {
      stream[7 + at] = (byte) config.u8(at);
    }
    var sum = new Adler32();
    sum.update(stream, 7, length);
    for (int n = 0; n < 4; n++) {
      stream[7 + length + n] = (byte) (sum.getValue() >> (24 - 8 * n));
    }
    return Base64.getEncoder().encodeToString(stream);
  }
}
