package io.peerscope.engine.routing;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import java.util.OptionalInt;

/// A request TLP, as far as its way depends on it (PCIe 2.2: header fields).
///
/// @param kind what it asks for
/// @param requester the function that sends it
/// @param address what the address field holds
/// @param aim what the address is meant to be of
/// @param addressType what the AT field says
/// @param relaxedOrdering the Relaxed Ordering attribute, which the completion takes over
/// @param operandBytes size of an atomic operand: 4, 8 or 16; empty where it is left open
public record Tlp(
    Kind kind,
    PciAddress requester,
    Fact<BusAddress> address,
    Aim aim,
    AddressType addressType,
    boolean relaxedOrdering,
    OptionalInt operandBytes) {

  /// What a request asks for.
  public enum Kind {
    MEMORY_READ,
    MEMORY_WRITE,
    ATOMIC_OP,
    IO_READ,
    IO_WRITE;

    /// Whether nothing comes back.
    public boolean isPosted() {
      return this == MEMORY_WRITE;
    }

    /// Whether I/O windows and I/O BARs claim it, not those for memory.
    public boolean isIo() {
      return this == IO_READ || this == IO_WRITE;
    }
  }

  /// The AT field of a memory request (PCIe, Address Translation Services).
  public enum AddressType {
    UNTRANSLATED,
    TRANSLATION_REQUEST,
    TRANSLATED
  }

  /// What an address is meant to be of. It never decides where the TLP goes: that is for BARs and
  /// windows. It tells who was meant, and what stands in for a window that the input leaves out.
  public sealed interface Aim {

    /// Memory of a function: the operating system has opened the windows above it.
    record Device(PciAddress function) implements Aim {}

    /// RAM, or an IOVA that the kernel's allocator keeps out of every bridge window.
    record NoDevice() implements Aim {}

    /// Nobody vouches for it: user space chose it, or it was computed wrongly.
    record Anything() implements Aim {}
  }

  /// An ordinary request: untranslated, strictly ordered.
  public static Tlp of(Kind kind, PciAddress requester, Fact<BusAddress> address, Aim aim) {
    return new Tlp(
        kind, requester, address, aim, AddressType.UNTRANSLATED, false, OptionalInt.empty());
  }

  public Tlp withAddressType(AddressType type) {
    return new Tlp(kind, requester, address, aim, type, relaxedOrdering, operandBytes);
  }

  public Tlp withRelaxedOrdering() {
    return new Tlp(kind, requester, address, aim, addressType, true, operandBytes);
  }

  public Tlp withOperand(int bytes) {
    return new Tlp(
        kind, requester, address, aim, addressType, relaxedOrdering, OptionalInt.of(bytes));
  }

  /// The same request with another address, as it goes on behind a root complex.
  public Tlp withAddress(Fact<BusAddress> newAddress, Aim newAim) {
    return new Tlp(kind, requester, newAddress, newAim, addressType, relaxedOrdering, operandBytes);
  }

  /// What becomes of it where ACS forbids it.
  String violated() {
    return kind.isPosted()
        ? "an ACS violation, so the write is dropped"
        : "an ACS violation, so it is answered with Completer Abort";
  }

  /// What becomes of it where nobody takes it.
  String unsupported() {
    return kind.isPosted()
        ? "so the write is dropped as an unsupported request"
        : "so it is answered with Unsupported Request";
  }
}
