package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where following a DMA stops by itself.
public sealed interface Breakpoint {

  /// Whether one stops at a step.
  ///
  /// @param difference the index of the first step that differs from what the DMA is compared with
  boolean stopsAt(DmaStep step, OptionalInt difference);

  /// What it stops at, for people.
  String words();

  /// At a port, a device or a host bridge.
  record AtPlace(Place place) implements Breakpoint {
    @Override
    public boolean stopsAt(DmaStep step, OptionalInt difference) {
      return step.at().equals(place);
    }

    @Override
    public String words() {
      return Places.spell(place);
    }
  }

  /// Where another address takes the place of the one before.
  record OnTranslation() implements Breakpoint {
    @Override
    public boolean stopsAt(DmaStep step, OptionalInt difference) {
      return step.translatedTo().isPresent();
    }

    @Override
    public String words() {
      return "translation";
    }
  }

  /// Where the DMA is refused, or nobody can say how it goes on.
  record OnRefusal() implements Breakpoint {
    @Override
    public boolean stopsAt(DmaStep step, OptionalInt difference) {
      return step.event() == StepEvent.REFUSE || step.event() == StepEvent.UNKNOWN;
    }

    @Override
    public String words() {
      return "refusal";
    }
  }

  /// At the first step that differs from what the DMA is compared with.
  record OnDifference() implements Breakpoint {
    @Override
    public boolean stopsAt(DmaStep step, OptionalInt difference) {
      return difference.equals(OptionalInt.of(step.number() - 1));
    }

    @Override
    public String words() {
      return "the first difference";
    }
  }

  /// Where an address of a range is in play, in whatever space.
  record AtAddress(AddressRange range) implements Breakpoint {

    private static final Pattern SPELLING =
        Pattern.compile("0x([0-9a-f_]{1,20})(?:\\s*-\\s*0x([0-9a-f_]{1,20}))?");

    /// Reads `0x2000_0000_1000` or `0x2000_0000_0000-0x2000_0fff_ffff`.
    public static Optional<AtAddress> parse(String text) {
      Matcher found = SPELLING.matcher(text.strip().toLowerCase(Locale.ROOT));
      if (!found.matches()) {
        return Optional.empty();
      }
      try {
        long first = number(found.group(1));
        long last = found.group(2) == null ? first : number(found.group(2));
        return Optional.of(new AtAddress(new AddressRange(first, last)));
      } catch (IllegalArgumentException tooLong) {
        return Optional.empty();
      }
    }

    private static long number(String digits) {
      return Long.parseUnsignedLong(digits.replace("_", ""), 16);
    }

    @Override
    public boolean stopsAt(DmaStep step, OptionalInt difference) {
      return Stream.of(step.address(), step.translatedTo())
          .flatMap(Optional::stream)
          .map(Address::value)
          .anyMatch(range::contains);
    }

    @Override
    public String words() {
      return range.first() == range.last()
          ? Hex.grouped(range.first())
          : Hex.grouped(range.first()) + "-" + Hex.grouped(range.last());
    }
  }
}
