package io.peerscope.engine.format;

import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.SourcePosition;

/// What lspci prints of atomic operations while its lines come in.
///
///     AtomicOpsCap: Routing- 32bit+ 64bit+ 128bitCAS-
///     AtomicOpsCtl: ReqEn- EgressBlck-
///
/// It prints only what a function of its type can have: no `Routing` for endpoints, no completer
/// sizes for the ports of a switch.
final class AtomicOpsText {

  private static final String NOT_PRINTED = "lspci does not print it";

  private Fact<Boolean> routed = Fact.unknown(NOT_PRINTED);
  private Fact<Boolean> completes32 = Fact.unknown(NOT_PRINTED);
  private Fact<Boolean> completes64 = Fact.unknown(NOT_PRINTED);
  private Fact<Boolean> completes128 = Fact.unknown(NOT_PRINTED);
  private Fact<Boolean> requests = Fact.unknown(NOT_PRINTED);
  private Fact<Boolean> egressBlocked = Fact.unknown(NOT_PRINTED);

  void readCapabilities(String line, SourcePosition position) {
    routed = flag(line, "Routing", position);
    completes32 = flag(line, "32bit", position);
    completes64 = flag(line, "64bit", position);
    completes128 = flag(line, "128bitCAS", position);
  }

  void readControl(String line, SourcePosition position) {
    requests = flag(line, "ReqEn", position);
    egressBlocked = flag(line, "EgressBlck", position);
  }

  private static Fact<Boolean> flag(String line, String name, SourcePosition position) {
    if (line.contains(" " + name + "+")) {
      return Fact.known(true, position);
    }
    return line.contains(" " + name + "-")
        ? Fact.known(false, position)
        : Fact.unknown(NOT_PRINTED);
  }

  /// The bits of the capability with this title.
  AtomicOps of(String title) {
    return title.contains("(v1)")
        ? AtomicOps.none(new Inferred("version 1 of the capability has no atomic operations"))
        : new AtomicOps(routed, completes32, completes64, completes128, requests, egressBlocked);
  }
}
