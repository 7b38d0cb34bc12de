package io.peerscope.app.document;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.DmaTarget.FunctionMemory;
import java.util.Optional;
import java.util.OptionalInt;

/// Targets of a DMA, as a click makes them and as people read them.
public final class Targets {

  private Targets() {}

  /// The first memory BAR of a function.
  public static DmaTarget of(PciAddress function) {
    return new FunctionMemory(function, OptionalInt.empty(), 0);
  }

  public static Optional<PciAddress> functionOf(DmaTarget target) {
    return target instanceof FunctionMemory memory
        ? Optional.of(memory.function())
        : Optional.empty();
  }

  /// The spelling of the command line, but without domain 0.
  public static String spell(DmaTarget target) {
    return switch (target) {
      case FunctionMemory(PciAddress function, OptionalInt bar, long offset) ->
          shortest(function)
              + (bar.isPresent() ? ":BAR" + bar.getAsInt() : "")
              + (offset != 0 ? "+" + Hex.of(offset) : "");
      case DmaTarget.HostMemory host -> host.toString();
      case DmaTarget.AnyMemory any -> any.toString();
    };
  }

  /// The address without its domain where that is 0, as lspci prints it.
  public static String shortest(PciAddress address) {
    return address.domain() == 0 ? address.shortForm() : address.toString();
  }
}
