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
public record AccessControlServices(
    int offset,
    Fact<Integer> supported,
    Fact<Integer> control,
    Fact<Bytes> egressVector,
    Optional<KnownBits> partly)
    implements Capability {

  /// Offset of the control word inside the capability.
  public static final int CONTROL = 6;

  /// A capability whose control word is known as a whole or not at all.
  public AccessControlServices(
      int offset, Fact<Integer> supported, Fact<Integer> control, Fact<Bytes> egressVector) {
    this(offset, supported, control, egressVector, Optional.empty());
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

  /// The same capability with another control word.
  public AccessControlServices withControl(Fact<Integer> word, Optional<KnownBits> bits) {
    return new AccessControlServices(offset, supported, word, egressVector, bits);
  }
}
