package io.peerscope.engine.routing;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static io.peerscope.engine.routing.Ways.completion;
import static io.peerscope.engine.routing.Ways.outcome;
import static io.peerscope.engine.routing.Ways.places;
import static io.peerscope.engine.routing.Ways.request;
import static io.peerscope.engine.routing.Ways.router;
import static io.peerscope.engine.routing.Ways.write;
import static io.peerscope.engine.routing.Ways.writeTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlpRouterTest {

  //  USP ─┬─ DP0 ── A        B → DP1 → USP → DP0 → A
  //       └─ DP1 ── B
  @Test
  void peerRequestTurnsInsideTheSwitch() {
    Route route = request(machine(), "B", "A");

    assertThat(places(route))
        .containsExactly("0000:02:01.0", "0000:01:00.0", "0000:02:00.0", "0000:03:00.0");
    assertThat(outcome(route)).isEqualTo("delivered");
  }

  @Test
  void peerRequestTurnsUpstreamWhenRequestRedirectIsSet() {
    Route route = request(machine("acs DP1=04; acs RP1=10"), "B", "A");

    assertThat(route.hops().getFirst().decision())
        .isInstanceOf(RoutingDecision.RedirectUpstream.class);
    assertThat(outcome(route)).isEqualTo("at root complex");
  }

  @Test
  void redirectedRequestBackBelowAPortWithoutUpstreamForwardingIsUndetermined() {
    assertThat(outcome(request(machine("acs DP1=04"), "B", "A")))
        .isEqualTo("undetermined upstream-forwarding");
  }

  @Test
  void completionRedirectDoesNotTurnRequests() {
    assertThat(outcome(request(machine("acs DP1=08"), "B", "A"))).isEqualTo("delivered");
  }

  @Test
  void completionTurnsUpstreamWhenCompletionRedirectIsSet() {
    PlatformBuilder machine = machine("acs DP0=08; acs RP1=10");

    assertThat(outcome(completion(machine, "A", "B"))).isEqualTo("at root complex");
    assertThat(outcome(completion(machine, "B", "A"))).isEqualTo("delivered");
  }

  @Test
  void egressControlWithoutItsVectorIsUndetermined() {
    assertThat(outcome(request(machine("acs DP1=20"), "B", "A")))
        .isEqualTo("undetermined egress-control");
  }

  @Test
  void bitsThatConcernOtherTlpsDoNotMatter() {
    assertThat(outcome(request(machine("acs DP1=53; acs DP0=7f"), "B", "A")))
        .isEqualTo("delivered");
  }

  @Test
  void acsThatIsNotToldLeavesTheWayOpen() {
    assertThat(outcome(request(machine("?acs DP1"), "B", "A")))
        .isEqualTo("undetermined acs-unknown");
    assertThat(outcome(request(machine("?acs DP0"), "B", "A"))).isEqualTo("delivered");
  }

  @Test
  void functionsOfOneDeviceReachEachOtherInside() {
    assertThat(places(request(machine(), "C1", "C0"))).containsExactly("0000:05:00.0");
    assertThat(outcome(request(machine("acs C1=04; acs DP2=10; acs RP1=10"), "C1", "C0")))
        .isEqualTo("at root complex");
  }

  @Test
  void higherSwitchTurnsWhatALowerOneDidNotClaim() {
    Route route = request(machine(), "E", "A");

    assertThat(places(route))
        .containsExactly(
            "0000:07:00.0",
            "0000:06:00.0",
            "0000:02:03.0",
            "0000:01:00.0",
            "0000:02:00.0",
            "0000:03:00.0");
  }

  @Test
  void requestForAnotherRootPortEndsAtTheRootComplex() {
    Route route = request(machine(), "D", "A");

    assertThat(places(route)).containsExactly("0000:00:02.0", "host bridge 0000:00");
    assertThat(outcome(route)).isEqualTo("at root complex");
  }

  @Test
  void waysFollowTheTreeWhereWindowsAreNotTold() {
    PlatformBuilder machine =
        machine().windowsUntold(name("DP0")).windowsUntold(name("RP1")).windowsUntold(name("USP"));

    assertThat(places(request(machine, "B", "A"))).isEqualTo(places(request(machine(), "B", "A")));
  }

  @Test
  void addressThatNoWindowHoldsIsNotDelivered() {
    Platform platform = machine().build();
    Tlp elsewhere = write(platform, "B", "D");

    Route route =
        router(platform)
            .requestFrom(
                platform.topology().hostBridgeAbove(at(name("V1"))).orElseThrow().bus(), elsewhere);

    assertThat(outcome(route)).isEqualTo("rejected no-claimant");
  }

  @Test
  void graphConnectsNothingAcrossDomains() {
    Topology topology = machine().build().topology();
    var graph = new TopologyGraph(topology);

    assertThat(graph.path(at(name("A")), at(name("V1")))).isEmpty();
    assertThat(new TopologyGraph(Topology.empty()).path(at("00:00.0"), at("00:01.0"))).isEmpty();
  }

  /// BAR 0 of A is 2000_0010_0000, 1 MiB like all; that of H, on the root bus, comes before it.
  @ParameterizedTest(name = "{0}: {1} writes to {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                        | B  | 200000100000 | misrouted to 0000:03:00.0
                                        | B  | 2000001fffff | misrouted to 0000:03:00.0
                                        | E  | 200000100000 | misrouted to 0000:03:00.0
          ?size A                       | B  | 200000100000 | misrouted to 0000:03:00.0
          ?size A                       | B  | 200000100fff | undetermined bar-size-unknown
          acs DP1=04; acs RP1=10        | B  | 200000100000 | at root complex
          acs DP1=04                    | B  | 200000100000 | undetermined upstream-forwarding
          ?cpu; cpubar A=300000000000   | B  | 200000100000 | undetermined bar-address-unknown
          ?cpu; cpubar B=300000000000   | B  | 1000         | at root complex
          iobar A                       | B  | 200000100000 | rejected no-claimant
          ?windows DP0                  | B  | 200000100000 | misrouted to 0000:03:00.0
          ?windows DP0; ?size A         | B  | 200000100fff | undetermined window-unknown
          ?windows DP3                  | B  | 200000100000 | misrouted to 0000:03:00.0
                                        | B  | 1000         | at root complex
          no RP2                        | D  | 1000         | undetermined hierarchy-unknown
          bar P1=200080000000; bar P2=200080400000 | P1 | 200080200000 | rejected no-claimant
          ?windows RP1                  | B  | 1000         | undetermined window-unknown
                                        | B  | 200000000000 | at root complex
                                        | D  | 200000100000 | at root complex
                                        | P1 | 200000100000 | at root complex
          bar P2=200080000000           | P1 | 200080000010 | misrouted to 0000:13:01.0
          """)
  void addressThatIsInsideAPeersBarGoesThere(
      String settings, String client, String address, String expected) {
    Platform platform = machine(settings == null ? "" : settings).build();

    Route route = router(platform).request(writeTo(Long.parseLong(address, 16), client));

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @Test
  void deviceWhoseBusAddressIsNotToldMayBeBehindAWindowThatIsNotTold() {
    Platform platform = machine("?cpu; cpubar A=300000000000; ?windows DP0; ?windows DP2").build();
    Tlp tlp =
        Tlp.of(
            Tlp.Kind.MEMORY_WRITE,
            at(name("B")),
            Ways.given(0x3000_0000_0000L),
            new Tlp.Aim.Device(at(name("A"))));

    assertThat(outcome(router(platform).request(tlp))).isEqualTo("undetermined window-unknown");
  }

  @Test
  void graphHasNoWayToAFunctionThatIsNotThere() {
    var graph = new TopologyGraph(machine().build().topology());

    assertThat(graph.path(at(name("A")), at("99:00.0"))).isEmpty();
    assertThat(graph.path(at("99:00.0"), at(name("A")))).isEmpty();
  }

  @Test
  void completionFindsADeviceBehindTwoBridgesToPci() {
    PlatformBuilder machine =
        machine()
            .bridge("13:02.0", FunctionKind.PCI_BRIDGE, 0x14)
            .function("14:00.0", FunctionKind.PCI_DEVICE);
    Platform platform = machine.build();

    Route route =
        router(platform)
            .completionFrom(
                platform.topology().hostBridgeAbove(at(name("P1"))).orElseThrow().bus(),
                write(platform, "14:00.0", "A"));

    assertThat(outcome(route)).isEqualTo("delivered");
    assertThat(places(route))
        .containsExactly("0000:00:04.0", "0000:12:00.0", "0000:13:02.0", "0000:14:00.0");
  }
}
