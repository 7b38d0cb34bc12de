package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PeerMemory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an operating system says of a function, as people write it.
final class SystemWords {

  static final String MEMORY_HINT = "none, or 64 MiB published";

  private static final Pattern BITS =
      Pattern.compile("([0-9]{1,2})\\s*(?:bits?)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern MEMORY =
      Pattern.compile(
          "([0-9]+\\s*[KMGTP]?(?:i?B)?)\\s*,?\\s*(?:([0-9]+\\s*[KMGTP]?(?:i?B)?)\\s+free)?\\s*,?"
              + "\\s*(not published|unpublished|published)?",
          Pattern.CASE_INSENSITIVE);

  private SystemWords() {}

  /// `44 bits`, or the highest address in hex with `0x`.
  static Parsed<Long> dmaMask(String text) {
    String words = text.strip();
    if (words.startsWith("0x")) {
      return NumberWords.address(words);
    }
    Matcher matcher = BITS.matcher(words);
    int bits = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return bits >= 1 && bits <= 64
        ? new Parsed.Value<>(-1L >>> (64 - bits))
        : new Parsed.Wrong<>("a DMA mask is written as 1 to 64 bits, or as 0xffff_ffff");
  }

  static String spellMask(long mask) {
    boolean whole = mask != 0 && (mask & (mask + 1)) == 0;
    return whole ? (64 - Long.numberOfLeadingZeros(mask)) + " bits" : Hex.grouped(mask);
  }

  static Parsed<Optional<PeerMemory>> peerMemory(String text) {
    String words = text.strip();
    if (words.equalsIgnoreCase("none")) {
      return new Parsed.Value<>(Optional.empty());
    }
    Matcher matcher = MEMORY.matcher(words);
    Optional<Long> size = matcher.matches() ? NumberWords.size(matcher.group(1)) : Optional.empty();
    if (size.isEmpty()) {
      return new Parsed.Wrong<>("peer memory is written " + MEMORY_HINT);
    }
    String published = matcher.group(3);
    return new Parsed.Value<>(
        Optional.of(
            new PeerMemory(
                size.get(),
                told(Optional.ofNullable(matcher.group(2)).flatMap(NumberWords::size), "is free"),
                told(
                    Optional.ofNullable(published).map(word -> word.equalsIgnoreCase("published")),
                    "is published"))));
  }

  private static <T> Fact<T> told(Optional<T> value, String what) {
    return value
        .<Fact<T>>map(known -> Fact.known(known, new EditedByHand()))
        .orElseGet(() -> Fact.unknown("you did not say what " + what));
  }

  static String spell(Optional<PeerMemory> memory) {
    return memory.map(SystemWords::spell).orElse("none");
  }

  private static String spell(PeerMemory memory) {
    return Hex.size(memory.size())
        + memory.available().ifKnown().map(free -> ", " + Hex.size(free) + " free").orElse("")
        + memory
            .published()
            .ifKnown()
            .map(published -> published ? ", published" : ", not published")
            .orElse("");
  }
}
