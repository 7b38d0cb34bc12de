package io.peerscope.engine.routing;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RouteOutcome.Misrouted;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Tlp.Kind;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every way of a TLP, on random machines with random ACS.
class RouteLawsTest {

  private static final int PAIRS = 40;

  /// A machine whose ACS is drawn anew, all of it told: control words, vectors, port numbers.
  private static PlatformBuilder machine(long seed, boolean acs) {
    PlatformBuilder builder = RandomMachine.of(seed);
    var random = new Random(seed);
    for (PciAddress address : builder.addresses()) {
      builder.acsAbsent(address.toString());
      if (acs && random.nextInt(3) > 0) {
        String name = address.toString();
        builder.acs(name, random.nextInt(0x80));
        if (random.nextBoolean()) {
          builder.egressVector(name, random.nextInt(0x100));
          builder.portNumber(name, random.nextInt(10));
        }
      }
    }
    return builder;
  }

  private record Pair(PciAddress client, PciAddress target) {}

  private static List<Pair> pairs(Platform platform, long seed) {
    List<PciAddress> all =
        platform.topology().functions().stream().map(PciFunction::address).toList();
    List<PciAddress> targets =
        platform.topology().functions().stream()
            .filter(function -> function.firstMemoryBar().isPresent())
            .map(PciFunction::address)
            .toList();
    var random = new Random(seed);
    List<Pair> pairs = new ArrayList<>();
    for (int n = 0; n < PAIRS && !targets.isEmpty(); n++) {
      PciAddress client = all.get(random.nextInt(all.size()));
      if (!platform.topology().at(client).kind().isBridge()) {
        pairs.add(new Pair(client, targets.get(random.nextInt(targets.size()))));
      }
    }
    return pairs;
  }

  private static Tlp write(Platform platform, Pair pair) {
    Fact<BusAddress> address =
        platform.topology().at(pair.target).firstMemoryBar().map(Bar::bus).orElseThrow();
    return Tlp.of(Kind.MEMORY_WRITE, pair.client, address, new Aim.Device(pair.target));
  }

  private static String word(Route route) {
    return switch (route.outcome()) {
      case Delivered _ -> "delivered";
      case Misrouted _ -> "misrouted";
      case AtRootComplex _ -> "root complex";
      case Rejected _ -> "violation";
      case Undetermined _ -> "open";
    };
  }

  private static List<PciAddress> functions(Route route) {
    List<PciAddress> functions = new ArrayList<>();
    for (Hop hop : route.hops()) {
      if (hop.at() instanceof AtFunction(var address)) {
        functions.add(address);
      }
    }
    return functions;
  }

  private static void mustEqual(Object actual, Object expected, Object... about) {
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "%s but %s expected for %s".formatted(actual, expected, List.of(about)));
    }
  }

  @Test
  void routerAgreesWithAWalkByPlaceAndRawWords() {
    Laws.over(
        "router = plain walk",
        250,
        seed -> {
          Platform platform = machine(seed, true).build();
          TlpRouter router = Ways.router(platform);
          for (Pair pair : pairs(platform, seed)) {
            for (AddressType type : List.of(AddressType.UNTRANSLATED, AddressType.TRANSLATED)) {
              var plain = new PlainWalk(platform.topology(), type == AddressType.TRANSLATED);
              String expected = plain.walk(pair.client, pair.target);
              Route route = router.request(write(platform, pair).withAddressType(type));
              mustEqual(word(route), expected, pair, type, route);
              mustEqual(functions(route), plain.places(), pair, type, route);
            }
          }
        });
  }

  @Test
  void wayWithoutAnyAcsIsTheShortestInTheGraph() {
    Laws.over(
        "no ACS = shortest way",
        250,
        seed -> {
          Platform platform = machine(seed, false).build();
          Topology topology = platform.topology();
          var graph = new TopologyGraph(topology);
          TlpRouter router = Ways.router(platform);
          for (Pair pair : pairs(platform, seed)) {
            Route route = router.request(write(platform, pair));
            mustEqual(functions(route), shortest(topology, graph, pair), pair, route);
          }
        });
  }

  /// The bus below a bridge is where neighbours meet; only inside a switch the way is drawn through
  /// the bridge itself. Through the root complex the way ends at the top.
  private static List<PciAddress> shortest(Topology topology, TopologyGraph graph, Pair pair) {
    if (pair.client.equals(pair.target)) {
      return List.of(pair.target);
    }
    List<PciAddress> way = new ArrayList<>();
    for (Waypoint at : graph.path(pair.client, pair.target).orElse(List.of())) {
      if (!(at instanceof AtFunction(var function))) {
        return withoutClient(way);
      }
      boolean meets = graph.meetingPoint(pair.client, pair.target).filter(at::equals).isPresent();
      boolean drawn =
          !meets
              || topology.at(way.getLast()).kind() == FunctionKind.DOWNSTREAM_PORT
              || function.equals(pair.target);
      if (drawn) {
        way.add(function);
      }
    }
    return way.isEmpty()
        ? withoutClient(topology.upstreamPath(pair.client).functions())
        : withoutClient(way);
  }

  private static List<PciAddress> withoutClient(List<PciAddress> way) {
    return List.copyOf(way.subList(1, way.size()));
  }

  @Test
  void everyHopStartsWhereTheLastOneEnded() {
    Laws.over(
        "hops are adjacent",
        250,
        seed -> {
          Platform platform = machine(seed, true).build();
          TlpRouter router = Ways.router(platform);
          for (Pair pair : pairs(platform, seed)) {
            Tlp write = write(platform, pair);
            adjacent(platform.topology(), router.request(write));
            adjacent(platform.topology(), router.completion(pair.target, write));
          }
        });
  }

  private static void adjacent(Topology topology, Route route) {
    List<PciAddress> way = functions(route);
    for (int n = 1; n < way.size(); n++) {
      PciAddress one = way.get(n - 1);
      PciAddress other = way.get(n);
      boolean near =
          one.equals(other)
              || topology.parentOf(one).equals(topology.parentOf(other))
              || topology.parentOf(one).equals(new Parent.Below(other))
              || topology.parentOf(other).equals(new Parent.Below(one));
      mustEqual(near, true, one, other, route);
    }
  }

  @Test
  void forgettingAnAcsBitOnlyMovesAWayToUndetermined() {
    Laws.over(
        "forgetting an ACS bit",
        600,
        seed -> {
          Platform richer = machine(seed, true).build();
          PlatformBuilder builder = machine(seed, true);
          var random = new Random(seed);
          List<PciAddress> all = builder.addresses();
          for (int n = 0; n < 3; n++) {
            String forgotten = all.get(random.nextInt(all.size())).toString();
            if (random.nextInt(4) == 0) {
              builder.acsUntold(forgotten);
            } else {
              builder.acsKnown(forgotten, ~(1 << random.nextInt(7)) & 0x7f);
            }
          }
          TlpRouter before = Ways.router(richer);
          TlpRouter after = Ways.router(builder.build());
          for (Pair pair : pairs(richer, seed)) {
            for (AddressType type : AddressType.values()) {
              Tlp write = write(richer, pair).withAddressType(type);
              mustOnlyOpen(before.request(write), after.request(write), pair);
              mustOnlyOpen(
                  before.completion(pair.target, write),
                  after.completion(pair.target, write),
                  pair);
            }
          }
        });
  }

  private static void mustOnlyOpen(Route before, Route after, Pair pair) {
    if (!(after.outcome() instanceof Undetermined)) {
      mustEqual(word(after), word(before), pair, before, after);
      mustEqual(functions(after), functions(before), pair, before, after);
    }
  }
}
