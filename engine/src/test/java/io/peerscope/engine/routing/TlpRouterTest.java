package io.peerscope.engine.routing;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlpRouterTest {

  private static Route request(PlatformBuilder machine, String client, String target) {
    Topology topology = machine.build().topology();
    PciAddress aimed = at(name(target));
    Fact<BusAddress> address =
        topology
            .at(aimed)
            .firstMemoryBar()
            .map(bar -> bar.bus())
            .orElseGet(() -> Fact.unknown("no BAR"));
    return new TlpRouter(topology, new TopologyGraph(topology))
        .request(at(name(client)), address, Optional.of(aimed));
  }

  private static List<String> places(Route route) {
    return route.hops().stream().map(hop -> hop.at().toString()).toList();
  }

  private static String outcome(Route route) {
    return switch (route.outcome()) {
      case RouteOutcome.Delivered _ -> "delivered";
      case RouteOutcome.AtRootComplex _ -> "at root complex";
      case RouteOutcome.Rejected(_, var reason) -> "rejected " + reason.code();
      case RouteOutcome.Undetermined(_, var reason) -> "undetermined " + reason.code();
    };
  }

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
    Topology topology = machine("acs DP0=08; acs RP1=10").build().topology();
    var router = new TlpRouter(topology, new TopologyGraph(topology));

    assertThat(outcome(router.completion(at(name("A")), at(name("B")))))
        .isEqualTo("at root complex");
    assertThat(outcome(router.completion(at(name("B")), at(name("A"))))).isEqualTo("delivered");
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
    Topology topology = platform.topology();
    Fact<BusAddress> elsewhere = topology.at(at(name("D"))).firstMemoryBar().orElseThrow().bus();

    Route route =
        new TlpRouter(topology, new TopologyGraph(topology))
            .requestFrom(
                topology.hostBridgeAbove(at(name("A"))).orElseThrow().bus(),
                elsewhere,
                at(name("A")));

    assertThat(outcome(route)).isEqualTo("rejected no-claimant");
  }

  @Test
  void graphConnectsNothingAcrossDomains() {
    Topology topology = machine().build().topology();
    var graph = new TopologyGraph(topology);

    assertThat(graph.path(at(name("A")), at(name("V1")))).isEmpty();
    assertThat(new TopologyGraph(Topology.empty()).path(at("00:00.0"), at("00:01.0"))).isEmpty();
  }
}
