package io.peerscope.engine.parties;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.topology.PciFunction;
import java.util.OptionalInt;

/// The devices that a row speaks of, spelled `VENDOR:KIND`; `*` is any.
///
/// @param vendor vendor id; empty for any
/// @param kind what it is for
/// @param spelling as in the table
record DevicePattern(OptionalInt vendor, Kind kind, String spelling) {

  /// What a device is for, by its class code.
  enum Kind {
    ANY("*"),
    GPU("gpu"),
    NIC("nic"),
    NVME("nvme");

    private final String spelling;

    Kind(String spelling) {
      this.spelling = spelling;
    }

    boolean matches(ClassCode code) {
      return switch (this) {
        case ANY -> true;
        case GPU -> code.isGpu();
        case NIC -> code.isNic();
        case NVME -> code.isNvme();
      };
    }

    private static Kind ofSpelling(String text) {
      for (Kind kind : values()) {
        if (kind.spelling.equals(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of device '" + text + "'");
    }
  }

  static DevicePattern parse(String text) {
    String[] parts = text.split(":", 2);
    OptionalInt vendor =
        parts[0].equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[0], 16));
    return new DevicePattern(vendor, Kind.ofSpelling(parts[1]), text);
  }

  State matches(PciFunction function) {
    State byVendor =
        vendor.isEmpty()
            ? State.YES
            : function
                .id()
                .ifKnown()
                .map(VendorDevice::vendor)
                .map(known -> known == vendor.getAsInt() ? State.YES : State.NO)
                .orElse(State.UNKNOWN);
    State byKind =
        kind == Kind.ANY
            ? State.YES
            : function
                .classCode()
                .ifKnown()
                .map(code -> kind.matches(code) ? State.YES : State.NO)
                .orElse(State.UNKNOWN);
    return and(byVendor, byKind);
  }

  static State and(State one, State other) {
    if (one == State.NO || other == State.NO) {
      return State.NO;
    }
    return one == State.YES && other == State.YES ? State.YES : State.UNKNOWN;
  }
}
