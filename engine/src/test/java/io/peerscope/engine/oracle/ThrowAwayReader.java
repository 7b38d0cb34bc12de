package io.peerscope.engine.oracle;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.*;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.*;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.*;
import java.util.*;

/// Reads hex rows until the real reader lands.
final class ThrowAwayReader {

  static Platform read(String name, List<String> lines) {
    var functions = new ArrayList<PciFunction>();
    PciAddress at = null;
    byte[] bytes = new byte[4096];
    int[] rows = new int[256];
    int length = 0;
    int first = 0;
    int n = 0;
    for (String line : lines) {
      n++;
      if (line.length() > 13 && line.charAt(12) == ' ' && PciAddress.parse(line.substring(0, 12)).isPresent()) {
        if (at != null) functions.add(function(name, at, Arrays.copyOf(bytes, length), Arrays.copyOf(rows, (length + 15) / 16), first));
        at = PciAddress.parse(line.substring(0, 12)).get();
        bytes = new byte[4096];
        rows = new int[256];
        length = 0;
        first = n;
      } else if (line.matches("[0-9a-f]{2,3}:( [0-9a-f]{2}){16}")) {
        int colon = line.indexOf(':');
        int offset = Integer.parseInt(line.substring(0, colon), 16);
        for (int i = 0; i < 16; i++) bytes[offset + i] = (byte) Integer.parseInt(line.substring(colon + 2 + 3 * i, colon + 4 + 3 * i), 16);
        rows[offset / 16] = n;
        length = Math.max(length, offset + 16);
      }
    }
    functions.add(function(name, at, Arrays.copyOf(bytes, length), Arrays.copyOf(rows, (length + 15) / 16), first));
    return Platform.of(TopologyBuilder.build(functions, new DiagnosticLog()));
  }

  private static PciFunction function(String name, PciAddress address, byte[] bytes, int[] rows, int line) {
    var config = ConfigSpace.takeOver(bytes, rows);
    Header header = new HeaderReader(config, name).read();
    Capabilities caps = new CapabilityReader(config, name).read().capabilities();
    FunctionKind kind =
        caps.pciExpress().ifKnown().flatMap(x -> x).flatMap(PciExpress::type).map(FunctionKind::of)
            .orElse(header.classCode().ifKnown().filter(c -> c.baseAndSub() == 0x600).isPresent() ? FunctionKind.HOST_BRIDGE
                : header.type() == HeaderType.PCI_BRIDGE ? FunctionKind.PCI_BRIDGE : FunctionKind.PCI_DEVICE);
    return new PciFunction(address, kind, header.id(), header.classCode(), "", "", header.buses(), header.bars(), header.windows(), caps, config,
        SystemFacts.unknown("hex rows do not tell"), new SourcePosition(name, line));
  }
}
