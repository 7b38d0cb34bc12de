package io.peerscope.engine.routing;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Reason;

/// That a function takes a TLP which appears on its bus.
sealed interface Claim {

  /// What claims, in words.
  String words();

  /// The window or register.
  String rule();

  /// A window of the bridge holds the address.
  record ByWindow(WindowKind kind, AddressRange range) implements Claim {
    @Override
    public String words() {
      return "its %s holds the address".formatted(rule());
    }

    @Override
    public String rule() {
      return kind.label() + " window " + range;
    }
  }

  /// The bridge is above the function that answers.
  ///
  /// @param why why no window was asked, or empty where none is to be asked
  record ByPlace(PciAddress answering, String why) implements Claim {
    @Override
    public String words() {
      return answering + " is below it" + (why.isEmpty() ? "" : " (" + why + ")");
    }

    @Override
    public String rule() {
      return "bus numbers";
    }
  }

  /// It is the function that answers.
  sealed interface OfDestination extends Claim {}

  /// One of its BARs holds the address.
  record ByBar(int bar, AddressRange range) implements OfDestination {
    @Override
    public String words() {
      return "its BAR " + bar + " holds the address";
    }

    @Override
    public String rule() {
      return "BAR " + bar + ", " + range;
    }
  }

  /// It is known to be the one for another reason.
  record ByName(String words, String rule) implements OfDestination {}

  /// Whether it claims is not known.
  record Unsure(Reason reason) implements Claim {
    @Override
    public String words() {
      return reason.text();
    }

    @Override
    public String rule() {
      return reason.code();
    }
  }
}
