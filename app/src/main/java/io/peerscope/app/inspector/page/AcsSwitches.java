package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.fact.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The ACS control word of a function as seven named switches.
///
/// @param switches in register order; empty when there is no ACS capability at all
/// @param remark what is to say of all of them, such as why they are unknown
/// @param bytes where the control word sits
public record AcsSwitches(List<Switch> switches, String remark, Optional<ByteRange> bytes) {

  private static final int WORD = 2;

  /// How a switch stands.
  public enum State {
    SET,
    CLEAR,
    UNKNOWN,
    /// The capability lacks it, so it stays clear.
    CANNOT
  }

  /// One bit of the word.
  ///
  /// @param flip turns it over; empty where it cannot be
  public record Switch(AcsControl control, State state, Optional<PlatformEdit> flip) {

    /// What it does and how it stands.
    public String sentence() {
      return "%s %s. %s."
          .formatted(
              control.lspciName(),
              switch (state) {
                case SET -> "is set";
                case CLEAR -> "is clear";
                case UNKNOWN -> "is unknown";
                case CANNOT -> "is not to be had: the part cannot";
              },
              meaning(control));
    }
  }

  public AcsSwitches {
    switches = List.copyOf(switches);
  }

  /// What a bit does when it is set (PCIe 6.12.1).
  static String meaning(AcsControl control) {
    return switch (control) {
      case SOURCE_VALIDATION ->
          "Set, the port drops requests whose requester ID is on no bus below it";
      case TRANSLATION_BLOCKING ->
          "Set, the port drops requests from below that say their address is translated already";
      case P2P_REQUEST_REDIRECT ->
          "Set, requests between peers go up to the root complex instead of across";
      case P2P_COMPLETION_REDIRECT ->
          "Set, completions between peers go up to the root complex instead of across";
      case UPSTREAM_FORWARDING ->
          "Set, what the root complex sends back to where it came from is forwarded";
      case P2P_EGRESS_CONTROL ->
          "Set, the Egress Control Vector says which peers may be reached directly";
      case DIRECT_TRANSLATED_P2P ->
          "Set, requests with a translated address cross in spite of ReqRedir";
    };
  }

  static AcsSwitches of(PciAddress function, Fact<Optional<AccessControlServices>> acs) {
    return switch (acs) {
      case Fact.Unknown<?>(String why) ->
          new AcsSwitches(all(State.UNKNOWN), "unknown: " + why, Optional.empty());
      case Fact.Known<Optional<AccessControlServices>>(var found, _) ->
          found
              .map(it -> of(function, it))
              .orElse(new AcsSwitches(List.of(), "no ACS capability", Optional.empty()));
    };
  }

  private static List<Switch> all(State state) {
    return Arrays.stream(AcsControl.values())
        .map(control -> new Switch(control, state, Optional.empty()))
        .toList();
  }

  private static AcsSwitches of(PciAddress function, AccessControlServices acs) {
    var bytes = Optional.of(new ByteRange(acs.offset() + AccessControlServices.CONTROL, WORD));
    return new AcsSwitches(
        Arrays.stream(AcsControl.values()).map(bit -> one(function, acs, bit)).toList(),
        switch (acs.control()) {
          case Fact.Unknown<Integer>(String why) -> "unknown: " + why;
          case Fact.Known<Integer>(_, var origin) -> Mark.sentence(origin);
        },
        bytes);
  }

  private static Switch one(PciAddress function, AccessControlServices acs, AcsControl bit) {
    return switch (acs.isEnabled(bit)) {
      case Fact.Unknown<Boolean> _ -> new Switch(bit, State.UNKNOWN, Optional.empty());
      case Fact.Known<Boolean>(Boolean on, _) -> {
        boolean cannot = !on && CapabilityFields.lacks(acs, bit);
        boolean flips = !cannot && acs.control() instanceof Fact.Known<Integer>;
        yield new Switch(
            bit,
            on ? State.SET : cannot ? State.CANNOT : State.CLEAR,
            flips ? Optional.of(new SetAcsBit(function, bit, !on)) : Optional.empty());
      }
    };
  }

  AcsSwitches readOnly() {
    return new AcsSwitches(
        switches.stream()
            .map(it -> new Switch(it.control(), it.state(), Optional.empty()))
            .toList(),
        remark,
        bytes);
  }
}
