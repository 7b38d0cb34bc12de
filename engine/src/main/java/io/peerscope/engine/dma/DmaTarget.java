package io.peerscope.engine.dma;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What a DMA is aimed at.
public sealed interface DmaTarget {

  /// What is so many bytes behind.
  DmaTarget plus(long bytes);

  /// Memory of a function: `BDF`, `BDF:BARn` or `BDF:BARn+0xOFFSET`.
  ///
  /// @param bar index of the BAR; empty for the first memory BAR
  record FunctionMemory(PciAddress function, OptionalInt bar, long offset) implements DmaTarget {
    @Override
    public FunctionMemory plus(long bytes) {
      return new FunctionMemory(function, bar, offset + bytes);
    }

    @Override
    public String toString() {
      return function
          + (bar.isPresent() ? ":BAR" + bar.getAsInt() : "")
          + (offset != 0 ? "+" + Hex.of(offset) : "");
    }
  }

  /// A page of RAM: `host:0xADDRESS`.
  record HostMemory(HostPhysicalAddress address) implements DmaTarget {
    @Override
    public HostMemory plus(long bytes) {
      return new HostMemory(address.plus(bytes));
    }

    @Override
    public String toString() {
      return "host:" + address;
    }
  }

  /// Whatever lives at a CPU physical address: `0xADDRESS`.
  record AnyMemory(HostPhysicalAddress address) implements DmaTarget {
    @Override
    public AnyMemory plus(long bytes) {
      return new AnyMemory(address.plus(bytes));
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  Pattern FUNCTION =
      Pattern.compile(
          "(.+?\\.[0-7])(?::BAR([0-5]))?(?:\\+0x([0-9a-f]{1,16}))?", Pattern.CASE_INSENSITIVE);
  Pattern ADDRESS = Pattern.compile("(host:)?0x([0-9a-f]{1,16})", Pattern.CASE_INSENSITIVE);

  /// Reads the spelling of the command line; empty when it is none.
  static Optional<DmaTarget> parse(String text) {
    var address = ADDRESS.matcher(text);
    if (address.matches()) {
      var value = new HostPhysicalAddress(Long.parseUnsignedLong(address.group(2), 16));
      return Optional.of(address.group(1) == null ? new AnyMemory(value) : new HostMemory(value));
    }
    var function = FUNCTION.matcher(text);
    if (!function.matches()) {
      return Optional.empty();
    }
    String bar = function.group(2);
    String offset = function.group(3);
    return PciAddress.parse(function.group(1))
        .map(bdf ->
            new FunctionMemory(
                bdf,
                bar == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(bar)),
                offset == null ? 0 : Long.parseUnsignedLong(offset, 16)));
  }
}
