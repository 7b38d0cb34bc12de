package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.PortType;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the kernel takes a function for.
class IdentityTest {

  private static final String WHY = "not told";

  @ParameterizedTest
  @CsvSource({
    "HOST_BRIDGE, PCI_DEVICE",
    "FUNCTION,    PCI_DEVICE",
    "BRIDGE,      PCI_BRIDGE",
    "ENDPOINT,    ENDPOINT",
  })
  void functionWithoutExpressCapabilityIsConventional(FunctionKind kind, FunctionKind expected) {
    assertThat(Identity.kindOf(function(kind)).ifKnown()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "HOST_BRIDGE, ROOT_PORT,              ROOT_PORT",
    "HOST_BRIDGE, RC_INTEGRATED_ENDPOINT, RC_INTEGRATED_ENDPOINT",
    "FUNCTION,    ENDPOINT,               ENDPOINT",
    "BRIDGE,      DOWNSTREAM_PORT,        DOWNSTREAM_PORT",
  })
  void functionOfUntoldKindIsWhatItsPortTypeSays(
      FunctionKind kind, PortType type, FunctionKind expected) {
    assertThat(Identity.kindOf(withType(function(kind), Optional.of(type))).ifKnown())
        .contains(expected);
  }

  @Test
  void reservedPortTypeTellsNothing() {
    assertThat(Identity.kindOf(withType(function(FunctionKind.HOST_BRIDGE), Optional.empty())))
        .isInstanceOfSatisfying(
            Fact.Unknown.class,
            unknown ->
                assertThat(unknown.why()).isEqualTo("its Device/Port Type is a reserved code"));
  }

  /// Function 0 says in its header whether there are more; where no header is told, they do.
  @ParameterizedTest(name = "{0}, header {2}, beside {1}: {3}")
  @CsvSource({
    "01:00.0, 01:01.0, told,   false",
    "01:00.0, 01:00.1, told,   true",
    "01:00.0, 01:01.0, untold, ?",
    "01:00.0, 01:00.1, untold, true",
    "01:00.0, 01:00.7, untold, true",
    "01:00.0, 02:00.1, untold, ?",
    "01:00.3, 01:01.0, untold, true",
  })
  void deviceIsMultiFunctionByItsHeaderItsNumberOrItsSiblings(
      String address, String other, String header, String expected) {
    PlatformBuilder machine = aPlatform().endpoint(address).endpoint(other);
    if (header.equals("untold")) {
      machine.headerUntold(address);
    }

    assertThat(isMultiFunction(machine, address)).isEqualTo(expected);
  }

  @Test
  void virtualFunctionIsNoPartOfADevice() {
    PlatformBuilder machine =
        aPlatform().endpoint("01:00.0").virtualFunctions("01:00.0", 1).headerUntold("01:00.0");

    assertThat(isMultiFunction(machine, "01:00.1")).isEqualTo("false");
    assertThat(isMultiFunction(machine, "01:00.0")).isEqualTo("?");
  }

  private static String isMultiFunction(PlatformBuilder machine, String address) {
    Topology topology = machine.build().topology();
    return new Identity(topology)
        .isMultiFunction(topology.at(at(address)))
        .ifKnown()
        .map(String::valueOf)
        .orElse("?");
  }

  private static PciFunction function(FunctionKind kind) {
    return aPlatform().function("00:00.0", kind).build().topology().at(at("00:00.0"));
  }

  private static PciFunction withType(PciFunction function, Optional<PortType> type) {
    var express =
        new PciExpress(
            0x40,
            type,
            false,
            Fact.unknown(WHY),
            Fact.unknown(WHY),
            Fact.unknown(WHY),
            AtomicOps.unknown(WHY));
    return function.withRegisters(
        new Capabilities(List.of(express), Optional.empty(), Optional.empty()), function.config());
  }
}
