package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/// Writes a dump that `lspci -F` reads: the bytes that are known, and between them lines as of
/// `lspci -vvv`, which lspci passes over, for what no byte tells.
///
/// No byte is invented. Where registers were not read, those that follow from facts are written:
/// ids, class, header type, bus numbers, addresses in BARs.
final class LspciHexOut implements MachineWriter {

  private static final int HEADER_TYPE = 0x0e;
  private static final int MULTI_FUNCTION = 0x80;
  private static final int BASE_CLASS = 0x0b;
  private static final int BRIDGE = 0x06;
  private static final int FIRST_BAR = 0x10;
  private static final int BUS_NUMBERS = 0x18;
  private static final int LAST_OF_HEADER = ConfigSpace.HEADER_SIZE - 1;
  private static final int NOBODY_ANSWERS = 0xff;

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    for (PciFunction function : platform.topology().functions()) {
      new FunctionText(function).write(out);
      rowsOf(function, platform.topology()).write(out);
      out.write('\n');
    }
    new MachineText(platform).write(out);
  }

  /// lspci leaves a function out of which it cannot read 64 bytes. One byte at their end lets it
  /// read ff where nothing is known.
  private static HexRows rowsOf(PciFunction function, Topology topology) {
    var rows = new HexRows();
    rows.putAll(function.config());
    putIdentity(rows, function);
    putLayout(rows, function, topology);
    if (!rows.isKnown(FIRST_BAR)) {
      function.bars().forEach(bar -> putBar(rows, bar));
    }
    rows.put(LAST_OF_HEADER, NOBODY_ANSWERS);
    return rows;
  }

  private static void putIdentity(HexRows rows, PciFunction function) {
    if (function.id() instanceof Known<VendorDevice>(var id, _)) {
      rows.put(0, 2, id.vendor());
      rows.put(2, 2, id.device());
    }
    if (function.classCode() instanceof Known<ClassCode>(var code, _)) {
      rows.put(BASE_CLASS - 1, 2, code.baseAndSub());
      code.progIf().ifPresent(value -> rows.put(BASE_CLASS - 2, value));
    }
  }

  /// Only functions of base class 06 have buses below, and lspci draws none below others.
  private static void putLayout(HexRows rows, PciFunction function, Topology topology) {
    Optional<Optional<BridgeBuses>> told = function.buses().ifKnown();
    if (told.isEmpty()) {
      return;
    }
    boolean isCardBus = function.kind() == FunctionKind.CARDBUS_BRIDGE;
    int layout = told.get().isEmpty() ? 0 : isCardBus ? 2 : 1;
    rows.put(HEADER_TYPE, layout | (hasSiblings(function, topology) ? MULTI_FUNCTION : 0));
    if (told.get().isPresent()) {
      BridgeBuses buses = told.get().get();
      rows.put(BASE_CLASS, BRIDGE);
      rows.put(BUS_NUMBERS, buses.primary());
      rows.put(BUS_NUMBERS + 1, buses.secondary());
      rows.put(BUS_NUMBERS + 2, buses.subordinate());
    }
  }

  private static boolean hasSiblings(PciFunction function, Topology topology) {
    var address = function.address();
    for (int other = 0; other < 8; other++) {
      boolean isThere =
          other != address.function()
              && topology
                  .find(new PciAddress(address.domain(), address.bus(), address.device(), other))
                  .isPresent();
      if (isThere) {
        return true;
      }
    }
    return false;
  }

  private static void putBar(HexRows rows, Bar bar) {
    bar.bus()
        .ifKnown()
        .ifPresent(address -> {
          int register = FIRST_BAR + 4 * bar.index();
          rows.put(register, 4, address.value() | bar.flags());
          if (bar.kind() == BarKind.MEMORY_64 && bar.index() < 5) {
            rows.put(register + 4, 4, address.value() >>> 32);
          }
        });
  }
}
