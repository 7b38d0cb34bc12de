package io.peerscope.engine.format;

import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.HeaderType;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.FunctionKind;
import java.util.Optional;

/// Tells the kind of a function: by class 0600, else Device/Port Type, else header layout.
///
/// @param headerType layout of the registers; [HeaderType#UNKNOWN] where there is only text
/// @param cardBus whether the text shows CardBus windows
record KindRule(
    Fact<ClassCode> classCode,
    HeaderType headerType,
    Fact<Optional<BridgeBuses>> buses,
    Capabilities capabilities,
    boolean cardBus) {

  FunctionKind kind() {
    if (isClass(ClassCode.HOST_BRIDGE)) {
      return FunctionKind.HOST_BRIDGE;
    }
    if (headerType == HeaderType.CARDBUS || cardBus || isClass(ClassCode.CARDBUS_BRIDGE)) {
      return FunctionKind.CARDBUS_BRIDGE;
    }
    Fact<Optional<PciExpress>> express = capabilities.pciExpress();
    Optional<FunctionKind> byPort =
        express.ifKnown().flatMap(known -> known).flatMap(PciExpress::type).map(FunctionKind::of);
    if (byPort.isPresent()) {
      return byPort.get();
    }
    boolean conventional =
        express instanceof Known<Optional<PciExpress>>(var found, _) && found.isEmpty();
    if (isBridge()) {
      return conventional ? FunctionKind.PCI_BRIDGE : FunctionKind.BRIDGE;
    }
    return conventional && isGeneral() ? FunctionKind.PCI_DEVICE : FunctionKind.FUNCTION;
  }

  private boolean isClass(int code) {
    return classCode.ifKnown().filter(known -> known.baseAndSub() == code).isPresent();
  }

  private boolean isBridge() {
    return headerType == HeaderType.PCI_BRIDGE
        || buses.ifKnown().flatMap(known -> known).isPresent()
        || (headerType == HeaderType.UNKNOWN && isClass(ClassCode.PCI_BRIDGE));
  }

  private boolean isGeneral() {
    return headerType == HeaderType.GENERAL || buses instanceof Known;
  }
}
