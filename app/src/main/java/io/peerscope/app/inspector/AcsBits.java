package io.peerscope.app.inspector;

import io.peerscope.app.inspector.Field.ByteRange;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ACS control word of a function as seven chips.
///
/// @param bits the seven bits in register order; empty when there is no ACS capability at all
/// @param remark what is to say beside them, such as why they are unknown
/// @param bytes where the control word sits
record AcsBits(List<Bit> bits, String remark, Optional<ByteRange> bytes) {

  private static final int WORD = 2;

  enum State {
    SET,
    CLEAR,
    UNKNOWN
  }

  record Bit(AcsControl control, State state) {

    String sentence() {
      return switch (state) {
        case SET -> control.lspciName() + " is set";
        case CLEAR -> control.lspciName() + " is clear";
        case UNKNOWN -> control.lspciName() + " is unknown";
      };
    }
  }

  static AcsBits of(Fact<Optional<AccessControlServices>> acs) {
    return switch (acs) {
      case Fact.Unknown<?>(String why) ->
          new AcsBits(bits(_ -> State.UNKNOWN), "unknown: " + why, Optional.empty());
      case Fact.Known<Optional<AccessControlServices>>(var found, _) ->
          found
              .map(AcsBits::of)
              .orElse(new AcsBits(List.of(), "no ACS capability", Optional.empty()));
    };
  }

  private static AcsBits of(AccessControlServices acs) {
    var bytes = Optional.of(new ByteRange(acs.offset() + AccessControlServices.CONTROL, WORD));
    return switch (acs.control()) {
      case Fact.Unknown<Integer>(String why) ->
          new AcsBits(bits(_ -> State.UNKNOWN), "unknown: " + why, bytes);
      case Fact.Known<Integer>(Integer word, var origin) ->
          new AcsBits(
              bits(control -> control.isSetIn(word) ? State.SET : State.CLEAR),
              origin.toString(),
              bytes);
    };
  }

  private static List<Bit> bits(java.util.function.Function<AcsControl, State> state) {
    var bits = new ArrayList<Bit>();
    for (AcsControl control : AcsControl.values()) {
      bits.add(new Bit(control, state.apply(control)));
    }
    return bits;
  }
}
