package io.peerscope.engine.verdict;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The verdict as one sentence that names both ends and the deciding reason.
final class Summary {

  private Summary() {}

  static String of(
      DmaRequest request,
      Outcome outcome,
      Map<Gate, GateResult> gates,
      ResolvedPage page,
      Mapping mapping) {
    String client = request.client().toString();
    String target = nameOf(request.target(), page);
    return switch (outcome) {
      case REFUSED ->
          "%s cannot %s %s: %s"
              .formatted(client, verb(request.operation()), target, firstReason(gates, true));
      case UNDETERMINED ->
          "Whether %s can %s %s is not known: %s"
              .formatted(client, verb(request.operation()), target, firstReason(gates, false));
      case ALLOWED ->
          "%s may %s %s %s"
              .formatted(client, verb(request.operation()), target, allowed(gates, mapping));
    };
  }

  private static String verb(Operation operation) {
    return switch (operation) {
      case READ -> "read from";
      case WRITE -> "write to";
      case ATOMIC -> "do an atomic operation on";
    };
  }

  private static String nameOf(DmaTarget target, ResolvedPage page) {
    return switch (page) {
      case ResolvedPage.Peer peer -> peer.provider().toString();
      case ResolvedPage.Host(var address) -> "RAM at " + Hex.grouped(address.value());
      case ResolvedPage.Nowhere _ -> target.toString();
    };
  }

  /// Kernel policy speaks first: its reason is what people look for.
  static String firstReason(Map<Gate, GateResult> gates, boolean refused) {
    Class<? extends GateResult.Answered> deciding =
        refused ? GateResult.Refused.class : GateResult.Undetermined.class;
    return Stream.of(Gate.POLICY, Gate.MAPPING, Gate.ROUTING, Gate.DRIVER, Gate.LIBRARY)
        .map(gates::get)
        .filter(deciding::isInstance)
        .map(deciding::cast)
        .map(answered -> explained(answered.reasons().getFirst()))
        .findFirst()
        .orElseThrow();
  }

  private static String explained(Reason reason) {
    if (reason.because().isEmpty()) {
      return reason.text();
    }
    String more = reason.because().getFirst().text();
    return switch (reason.code()) {
      case "acs-redirect" -> reason.text() + ", and " + more;
      case "cpu-unknown" -> reason.text() + "; " + more;
      default -> reason.text();
    };
  }

  /// What is allowed is mapped.
  private static String allowed(Map<Gate, GateResult> gates, Mapping mapping) {
    var programmed = (Mapping.Programmed) mapping;
    String how = howWords(programmed.how(), programmed.address().ifKnown());
    return gates.get(Gate.POLICY) instanceof GateResult.Allowed(var reasons)
        ? how + ": " + reasons.getFirst().text()
        : how;
  }

  private static String howWords(Mapping.How how, Optional<Address> address) {
    Optional<String> number = address.map(known -> Hex.grouped(known.value()));
    return switch (how) {
      case BUS -> "by bus address " + number.orElse("(which is not told)");
      case DIRECT -> "by physical address " + number.orElse("(which is not told)");
      case TRANSLATED -> "by an IOVA that the IOMMU translates";
      case BOUNCED -> "by way of a bounce buffer";
    };
  }
}
