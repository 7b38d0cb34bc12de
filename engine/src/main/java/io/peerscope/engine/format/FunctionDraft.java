package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.format.told.ToldFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that the inputs say of one function, possibly in several places.
final class FunctionDraft {

  private static final int MOST_TOLD = 1000;

  private final PciAddress address;
  private final SourcePosition position;
  private final List<Description> descriptions = new ArrayList<>();
  private final List<HexDump> dumps = new ArrayList<>();
  private final List<ToldFunction> told = new ArrayList<>();
  private Optional<SysfsFunction> sysfs = Optional.empty();

  FunctionDraft(PciAddress address, SourcePosition position) {
    this.address = address;
    this.position = position;
  }

  PciAddress address() {
    return address;
  }

  /// Where the inputs speak of it first.
  SourcePosition position() {
    return position;
  }

  void add(Description description) {
    descriptions.add(description);
  }

  void add(HexDump dump) {
    dumps.add(dump);
  }

  /// What sysfs says; of two trees the first counts.
  void add(SysfsFunction function) {
    if (sysfs.isEmpty()) {
      sysfs = Optional.of(function);
      if (!function.config().isEmpty()) {
        dumps.add(HexDump.of(function.configPosition().file(), function.config()));
      }
    }
  }

  /// What an input of another format says; beyond [#MOST_TOLD] nothing new can be in it.
  void add(ToldFunction function) {
    if (!function.config().isEmpty()) {
      dumps.add(HexDump.of(function.position().file(), function.config()));
    }
    if (told.size() < MOST_TOLD) {
      told.add(function);
    }
  }

  /// What inputs of other formats say, the most trusted first.
  List<ToldFunction> told() {
    return told.size() < 2
        ? Collections.unmodifiableList(told)
        : told.stream().sorted(Comparator.comparing(ToldFunction::trust)).toList();
  }

  Optional<SysfsFunction> sysfs() {
    return sysfs;
  }

  List<Description> descriptions() {
    return Collections.unmodifiableList(descriptions);
  }

  List<HexDump> dumps() {
    return Collections.unmodifiableList(dumps);
  }

  /// The longest dump; of equally long ones the first.
  Optional<HexDump> bestDump() {
    Optional<HexDump> best = Optional.empty();
    for (HexDump dump : dumps) {
      if (!dump.isEmpty() && (best.isEmpty() || isBetter(dump, best.get()))) {
        best = Optional.of(dump);
      }
    }
    return best;
  }

  private static boolean isBetter(HexDump dump, HexDump other) {
    return dump.length() == other.length()
        ? dump.firstLine() <= other.firstLine()
        : dump.length() > other.length();
  }

  /// The text that tells most; of equally rich ones the first.
  Optional<Description> bestDescription() {
    Optional<Description> best = Optional.empty();
    for (Description description : descriptions) {
      if (best.isEmpty() || richness(description) > richness(best.get())) {
        best = Optional.of(description);
      }
    }
    return best;
  }

  private static int richness(Description description) {
    return (description.isVerbose() ? 100 : 0)
        + (description.registersShown() ? 100 : 0)
        + description.capabilities().size()
        + description.bars().size();
  }

  /// Whether there is anything that only a listing has; a line of prose can start with an address,
  /// too.
  boolean isCredible() {
    return sysfs.isPresent()
        || !told.isEmpty()
        || bestDump().isPresent()
        || descriptions.stream().anyMatch(text -> text.isVerbose() || text.header().plausible());
  }
}
