package io.peerscope.engine.routing;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.name;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Tlp.Kind;
import java.util.List;

/// Sends TLPs through machines of tests, and says in a word what became of them.
final class Ways {

  private Ways() {}

  static TlpRouter router(Platform platform) {
    return new TlpRouter(platform, new TopologyGraph(platform.topology()));
  }

  /// A write from one function to the first memory BAR of another.
  static Tlp write(Platform platform, String client, String target) {
    PciAddress aimed = at(name(target));
    Fact<BusAddress> address =
        platform
            .topology()
            .at(aimed)
            .firstMemoryBar()
            .map(Bar::bus)
            .orElseGet(() -> Fact.unknown("no BAR"));
    return Tlp.of(Kind.MEMORY_WRITE, at(name(client)), address, new Aim.Device(aimed));
  }

  /// A write to an address that nobody vouches for.
  static Tlp writeTo(long address, String client) {
    return Tlp.of(Kind.MEMORY_WRITE, at(name(client)), given(address), new Aim.Anything());
  }

  static Fact<BusAddress> given(long address) {
    return Fact.known(new BusAddress(address), new GivenByOption("--iova"));
  }

  static Route request(PlatformBuilder machine, String client, String target) {
    Platform platform = machine.build();
    return router(platform).request(write(platform, client, target));
  }

  /// The way of the completion from `provider` to `client`.
  static Route completion(PlatformBuilder machine, String provider, String client) {
    Platform platform = machine.build();
    return router(platform).completion(at(name(provider)), write(platform, client, provider));
  }

  static List<String> places(Route route) {
    return route.hops().stream().map(hop -> hop.at().toString()).toList();
  }

  static String outcome(Route route) {
    return switch (route.outcome()) {
      case RouteOutcome.Delivered _ -> "delivered";
      case RouteOutcome.Misrouted(var at, var reason) -> reason.code() + " to " + at;
      case RouteOutcome.AtRootComplex _ -> "at root complex";
      case RouteOutcome.Rejected(_, var reason) -> "rejected " + reason.code();
      case RouteOutcome.Undetermined(_, var reason) -> "undetermined " + reason.code();
    };
  }

  static String text(Route route) {
    return switch (route.outcome()) {
      case RouteOutcome.Misrouted(_, var reason) -> reason.text();
      case RouteOutcome.Rejected(_, var reason) -> reason.text();
      case RouteOutcome.Undetermined(_, var reason) -> reason.text();
      case RouteOutcome.Delivered _, RouteOutcome.AtRootComplex _ -> "";
    };
  }
}
