package io.peerscope.engine.format.document;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.PciFunction;
import java.util.stream.Stream;

/// Finds the input that a function's registers were read from: capabilities name it.
final class RegisterFile {

  private RegisterFile() {}

  static String of(PciFunction function) {
    return Stream.concat(
            function.capabilities().all().stream().flatMap(RegisterFile::facts),
            Stream.of(function.id(), function.classCode()))
        .flatMap(RegisterFile::file)
        .findFirst()
        .orElse(function.position().file());
  }

  private static Stream<Fact<?>> facts(Capability capability) {
    return switch (capability) {
      case PciExpress express -> Stream.of(express.maximum(), express.atomicOps().routed());
      case AccessControlServices acs -> Stream.of(acs.supported(), acs.control());
      case SingleRootIov sriov -> Stream.of(sriov.totalVfs(), sriov.numVfs());
      case AlternativeRoutingId ari -> Stream.of(ari.acsGroupsEnabled());
      case UnknownCapability _ -> Stream.empty();
    };
  }

  private static Stream<String> file(Fact<?> fact) {
    return fact instanceof Known<?>(_, SourcePosition position)
        ? Stream.of(position.file())
        : Stream.empty();
  }
}
