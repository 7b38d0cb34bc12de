package io.peerscope.engine.format.lspcitree;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is drawn below each root bus of a text, one drawing after the other.
///
/// People show a machine before and after something, or two machines. What differs in bus numbers
/// from what was drawn before is another state, and mixing both would give a machine that never
/// was: such a drawing is left out as a whole.
final class Drawings {

  private final List<Drawing> all = new ArrayList<>();

  private record Drawing(SourcePosition position, List<ToldFunction> functions) {}

  /// A root bus is drawn from here on.
  void start(SourcePosition at) {
    all.add(new Drawing(at, new ArrayList<>()));
  }

  void add(ToldFunction function) {
    if (all.isEmpty()) {
      start(function.position());
    }
    all.getLast().functions().add(function);
  }

  void handOver(Findings findings) {
    Map<PciAddress, Optional<BridgeBuses>> known = new HashMap<>();
    for (Drawing drawing : all) {
      if (drawing.functions().stream().anyMatch(function -> differs(function, known))) {
        findings
            .log()
            .warning(
                "tree-of-another-state",
                "this drawing has other bus numbers than the one before; it is left out",
                drawing.position());
        findings.ignore("drawing of another state", "the first drawing counts", drawing.position());
        continue;
      }
      for (ToldFunction function : drawing.functions()) {
        function.buses().ifPresent(buses -> known.putIfAbsent(function.address(), buses));
        findings.add(function);
      }
    }
    all.clear();
  }

  private static boolean differs(
      ToldFunction function, Map<PciAddress, Optional<BridgeBuses>> known) {
    Optional<BridgeBuses> before = known.get(function.address());
    return before != null && function.buses().filter(now -> !now.equals(before)).isPresent();
  }
}
