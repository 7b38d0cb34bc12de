package io.peerscope.engine.topology;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainOpenersTest {

  private static final int VMD_DOMAIN = 0x10000;
  private static final PciBus VMD_BUS = new PciBus(VMD_DOMAIN, 0xe0);

  @Test
  void theOnlyVmdFunctionOpenedTheOnlyVmdDomain() {
    Topology topology = machine("id R=8086:28c0").build().topology();

    assertThat(opener(topology)).contains(at(name("R")));
    assertThat(topology.realDmaDevice(at(name("V1"))).ifKnown()).contains(at(name("R")));
    assertThat(topology.hostBridge(VMD_BUS).orElseThrow().openedBy()).isPresent();
  }

  @Test
  void ofTwoVmdFunctionsNobodyKnowsWhich() {
    assertThat(opener(machine("id R=8086:28c0; id R2=8086:28c0").build().topology())).isEmpty();
  }

  @Test
  void aFunctionOfUnknownIdMayBeTheSecondVmdFunction() {
    assertThat(opener(machine("id R=8086:28c0; ?id R2").build().topology())).isEmpty();
  }

  @Test
  void functionsOfOtherDomainsIssueDmaUnderTheirOwnId() {
    Topology topology = machine("id R=8086:28c0").build().topology();

    assertThat(topology.realDmaDevice(at(name("A"))).ifKnown()).contains(at(name("A")));
    assertThat(topology.domainOpener(0)).isEmpty();
  }

  @Test
  void whatTheInputTellsBeatsTheCount() {
    List<PciFunction> functions =
        List.copyOf(machine("id R=8086:28c0; id R2=8086:28c0").build().topology().functions());
    Fact<PciAddress> link = Fact.known(at(name("R2")), new SourcePosition("domain", 0));

    Topology topology =
        TopologyBuilder.build(functions, Map.of(VMD_BUS, link), new DiagnosticLog());

    assertThat(opener(topology)).contains(at(name("R2")));
    assertThat(opener(topology.map(function -> function))).contains(at(name("R2")));
  }

  private static Optional<PciAddress> opener(Topology topology) {
    return topology.domainOpener(VMD_DOMAIN).orElseThrow().ifKnown();
  }
}
