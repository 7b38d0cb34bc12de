package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import java.util.Optional;

/// The ACS extended capability (id 0x000d).
///
/// @param supported ACS Capability word (offset +4)
/// @param control ACS Control word (offset +6); the only part the kernel's P2PDMA code looks at
/// @param egressVector Egress Control Vector (offset +8), where egress control is supported
/// @param partly the bits of the control word that are known although the word is not
/// @param enhanced the controls above the seven of [AcsControl]
public record AccessControlServices(
    int offset,
    Fact<Integer> supported,
    Fact<Integer> control,
    Fact<Bytes> egressVector,
    Optional<KnownBits> partly,
    Fact<EnhancedAcs> enhanced)
    implements Capability {

  /// Offset of the control word inside the capability.
  public static final int CONTROL = 6;

  private static final int LARGEST_VECTOR = 256;

  /// A bit of the Egress Control Vector.
  public enum EgressBit {
    SET,
    CLEAR,
    /// The vector has no such bit, or there is no vector.
    NOT_ADDRESSABLE,
    /// The input does not tell.
    UNTOLD
  }

  /// A capability whose words were read as they are in the registers.
  public AccessControlServices(
      int offset, Fact<Integer> supported, Fact<Integer> control, Fact<Bytes> egressVector) {
    this(
        offset,
        supported,
        control,
        egressVector,
        Optional.empty(),
        EnhancedAcs.read(supported, control));
  }

  /// Whether a bit of the control word is set.
  public Fact<Boolean> isEnabled(AcsControl bit) {
    return switch (control) {
      case Known<Integer>(Integer word, var origin) -> Fact.known(bit.isSetIn(word), origin);
      case Unknown<Integer>(var why) ->
          partly
              .filter(bits -> bit.isSetIn(bits.mask()))
              .map(bits -> Fact.known(bit.isSetIn(bits.value()), bits.origin()))
              .orElseGet(() -> Fact.unknown(why));
    };
  }

  /// The vector bit of a port, function or function group.
  ///
  /// Capability bits 15:8 hold the number of bits, 0 for 256 (PCIe, ACS: Egress Control Vector
  /// Size).
  public EgressBit egressBit(int number) {
    if (!(supported instanceof Known<Integer>(Integer word, _))) {
      return EgressBit.UNTOLD;
    }
    if (!AcsControl.P2P_EGRESS_CONTROL.isSetIn(word) || number >= vectorSize(word)) {
      return EgressBit.NOT_ADDRESSABLE;
    }
    return egressVector
        .ifKnown()
        .filter(bytes -> number / 8 < bytes.length())
        .map(bytes -> bytes.u8(number / 8) >> number % 8 & 1)
        .map(bit -> bit == 1 ? EgressBit.SET : EgressBit.CLEAR)
        .orElse(EgressBit.UNTOLD);
  }

  /// Bits of the vector that a capability word promises.
  static int vectorSize(int supported) {
    int bits = supported >> 8 & 0xff;
    return bits == 0 ? LARGEST_VECTOR : bits;
  }

  /// The same capability with another control word. What is above the seven bits stays: no boot
  /// argument changes it.
  public AccessControlServices withControl(Fact<Integer> word, Optional<KnownBits> bits) {
    return new AccessControlServices(offset, supported, word, egressVector, bits, enhanced);
  }
}
