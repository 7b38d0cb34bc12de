package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is different between a machine and what a file tells of it.
final class Losses {

  private static final String MACHINE = "machine";

  private final List<Loss> found = new ArrayList<>();

  private Losses() {}

  /// What whoever reads the file does not know, or takes for something else.
  ///
  /// @param machine what was to be told
  /// @param file what the file tells
  static List<Loss> between(MachineFacts machine, MachineFacts file) {
    var losses = new Losses();
    losses.compare(MACHINE, machine.machine(), file.machine());
    Set<PciAddress> all = new TreeSet<>(machine.functions().keySet());
    all.addAll(file.functions().keySet());
    for (PciAddress address : all) {
      losses.compareFunction(
          address.toString(),
          machine.functions().getOrDefault(address, Map.of()),
          file.functions().getOrDefault(address, Map.of()));
    }
    return List.copyOf(losses.found);
  }

  /// A function that is not there at all is one loss.
  private void compareFunction(
      String about, Map<FactKind, String> told, Map<FactKind, String> read) {
    if (told.isEmpty() || read.isEmpty()) {
      found.add(new Loss(FactKind.FUNCTION, about, effect(read.isEmpty())));
    } else {
      compare(about, told, read);
    }
  }

  private void compare(String about, Map<FactKind, String> told, Map<FactKind, String> read) {
    Set<FactKind> kinds = EnumSet.noneOf(FactKind.class);
    kinds.addAll(told.keySet());
    kinds.addAll(read.keySet());
    for (FactKind kind : kinds) {
      String before = told.getOrDefault(kind, "");
      String after = read.getOrDefault(kind, "");
      if (!before.equals(after)) {
        found.add(new Loss(kind, about, effect(after.isEmpty())));
      }
    }
  }

  /// What a format without a reader does not carry.
  static List<Loss> notCarried(MachineFacts machine, Set<FactKind> carried) {
    var losses = new Losses();
    losses.leaveOut(MACHINE, machine.machine(), carried);
    new TreeMap<>(machine.functions())
        .forEach((address, facts) -> losses.leaveOut(address.toString(), facts, carried));
    return List.copyOf(losses.found);
  }

  private void leaveOut(String about, Map<FactKind, String> facts, Set<FactKind> carried) {
    new EnumMap<>(facts)
        .keySet().stream()
            .filter(kind -> !carried.contains(kind))
            .forEach(kind -> found.add(new Loss(kind, about, Loss.Effect.LEFT_OUT)));
  }

  private static Loss.Effect effect(boolean leftOut) {
    return leftOut ? Loss.Effect.LEFT_OUT : Loss.Effect.TOLD_OTHERWISE;
  }
}
