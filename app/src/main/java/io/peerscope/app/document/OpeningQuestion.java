package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/// A pair worth looking at in a machine nobody has asked about yet: a NIC that writes to the
/// nearest NVMe drive, or whatever comes closest to that.
public final class OpeningQuestion {

  private final Topology topology;

  private OpeningQuestion(Topology topology) {
    this.topology = topology;
  }

  public static Question of(Topology topology) {
    var picker = new OpeningQuestion(topology);
    return picker
        .client()
        .flatMap(client -> picker.targetFor(client).map(it -> Question.of(client, Targets.of(it))))
        .orElse(Question.nothing());
  }

  private Optional<PciAddress> client() {
    return firstEndpoint(function -> is(function, ClassCode::isNic))
        .or(() -> firstEndpoint(_ -> true));
  }

  private Optional<PciAddress> targetFor(PciAddress client) {
    Comparator<PciFunction> nearest =
        Comparator.comparingInt((PciFunction it) -> -sharedBridges(client, it.address()))
            .thenComparing(it -> !is(it, ClassCode::isNvme));
    return topology.functions().stream()
        .filter(FunctionWords::canTakePart)
        .filter(it -> it.firstMemoryBar().isPresent() && !it.address().equals(client))
        .min(nearest)
        .map(PciFunction::address);
  }

  private Optional<PciAddress> firstEndpoint(Predicate<PciFunction> wanted) {
    return topology.functions().stream()
        .filter(FunctionWords::canTakePart)
        .filter(wanted)
        .map(PciFunction::address)
        .findFirst();
  }

  private int sharedBridges(PciAddress one, PciAddress other) {
    var above = topology.upstreamPath(one).functions();
    return (int) topology.upstreamPath(other).functions().stream().filter(above::contains).count();
  }

  private static boolean is(PciFunction function, Predicate<ClassCode> kind) {
    return function.classCode().ifKnown().filter(kind).isPresent();
  }
}
