package io.peerscope.app.explain;

import io.peerscope.app.theme.Icons;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One gate in one line: its mark, its name, and its first reason.
///
/// @param styleClass `allowed`, `refused`, `undetermined` or `not-asked`
record GateLine(Gate gate, String styleClass, Icons mark, String reason) {

  /// Whether the gate was consulted at all.
  boolean asked() {
    return !styleClass.equals("not-asked");
  }

  static List<GateLine> of(Map<Gate, GateResult> gates) {
    var lines = new ArrayList<GateLine>();
    for (Gate gate : Gate.values()) {
      lines.add(of(gate, gates.getOrDefault(gate, new GateResult.NotAsked())));
    }
    return lines;
  }

  private static GateLine of(Gate gate, GateResult result) {
    return switch (result) {
      case GateResult.Allowed(var reasons) ->
          new GateLine(gate, "allowed", Icons.CHECK, first(reasons));
      case GateResult.Refused(var reasons) ->
          new GateLine(gate, "refused", Icons.REFUSED, first(reasons));
      case GateResult.Undetermined(var reasons) ->
          new GateLine(gate, "undetermined", Icons.QUESTION, first(reasons));
      case GateResult.NotAsked _ -> new GateLine(gate, "not-asked", Icons.DASH, "not asked");
    };
  }

  private static String first(List<Reason> reasons) {
    return reasons.isEmpty() ? "" : reasons.getFirst().text();
  }

  /// Every reason of every gate that was asked, once: what refuses, what is open, what allows.
  static List<Reason> reasons(Map<Gate, GateResult> gates) {
    var refusing = new ArrayList<Reason>();
    var open = new ArrayList<Reason>();
    var allowing = new ArrayList<Reason>();
    for (GateResult result : gates.values()) {
      switch (result) {
        case GateResult.Refused(var reasons) -> refusing.addAll(reasons);
        case GateResult.Undetermined(var reasons) -> open.addAll(reasons);
        case GateResult.Allowed(var reasons) -> allowing.addAll(reasons);
        case GateResult.NotAsked _ -> {}
      }
    }
    refusing.addAll(open);
    refusing.addAll(allowing);
    return refusing.stream().distinct().toList();
  }
}
