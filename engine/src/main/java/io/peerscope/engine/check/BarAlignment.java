package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Consumer;

/// A BAR starts at a multiple of its size, a power of two: the register has no other bits (PCI 3.0,
/// 6.2.5.1). Those of virtual functions are cut from a larger one and are no registers.
final class BarAlignment implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    for (PciFunction function : machine.topology().functions()) {
      if (function.kind() == FunctionKind.VIRTUAL_FUNCTION) {
        continue;
      }
      for (Bar bar : function.bars()) {
        Optional<AddressRange> range =
            bar.kind().isMemory() ? machine.range(function, bar) : Optional.empty();
        range
            .filter(BarAlignment::isCrooked)
            .ifPresent(crooked ->
                report.accept(
                    Finding.error(
                            "bar-misaligned",
                            "BAR %d of %s starts at %s, which is no multiple of its size, %s"
                                .formatted(
                                    bar.index(),
                                    function.address(),
                                    Hex.of(crooked.first()),
                                    Hex.size(crooked.size())),
                            function.address())
                        .fixedBy(BarFix.anotherAddress(function, bar))));
      }
    }
  }

  private static boolean isCrooked(AddressRange range) {
    long size = range.size();
    return Long.bitCount(size) == 1 && (range.first() & size - 1) != 0;
  }
}
