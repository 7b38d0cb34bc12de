package io.peerscope.app.canvas.layout;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.Machine;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTest {

  private static final Topology TOPOLOGY = Machine.withSwitch().topology();
  private static final TopologyLayout LAYOUT = TopologyLayout.of(TOPOLOGY);

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyLegStartsWhereTheLastOneEnded(int seed) {
    Route route = randomRoute(new Random(seed));

    for (Route each : List.of(route, route.onTheRight())) {
      for (int leg = 1; leg < each.legs().size(); leg++) {
        assertThat(each.at(leg, 0)).isEqualTo(each.at(leg - 1, 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linesAreLevelOrUpright(int seed) {
    for (Polyline leg : randomRoute(new Random(seed)).legs()) {
      for (int i = 1; i < leg.points().size(); i++) {
        Point a = leg.points().get(i - 1);
        Point b = leg.points().get(i);
        assertThat(a.x() == b.x() || a.y() == b.y()).as("%s to %s", a, b).isTrue();
      }
    }
  }

  @Test
  void siblingsInASwitchMeetOnItsInternalBusNotAtItsUpstreamPort() {
    Route route = along("04:00.0", "02:01.0", "01:00.0", "02:00.0", "03:00.0");
    double chipRight = LAYOUT.itemOf(at("01:00.0")).orElseThrow().box().right();

    assertThat(route.whole().points()).allMatch(point -> point.x() > chipRight);
    assertThat(route.legs()).hasSize(5);
  }

  @Test
  void aPacketArrivesAtTheCardsEdge() {
    Route route = along("04:00.0", "02:01.0", "02:00.0", "03:00.0");
    Box card = LAYOUT.itemOf(at("03:00.0")).orElseThrow().box();

    assertThat(route.at(3, 1)).isEqualTo(new Point(card.x(), card.centerY()));
  }

  @Test
  void aWayBetweenHostBridgesRunsAlongTheRootEdge() {
    Route route =
        Route.along(
            LAYOUT,
            TOPOLOGY,
            List.of(
                new Place.AtFunction(at("04:00.0")),
                new Place.AtHostBridge(new PciBus(0, 0)),
                new Place.AtHostBridge(new PciBus(0, 0x40)),
                new Place.AtFunction(at("41:00.0"))));
    double edge = LAYOUT.hostBridge(new PciBus(0, 0)).orElseThrow().lineX();

    assertThat(route.at(1, 1).x()).isEqualTo(edge);
    assertThat(route.at(2, 1).x()).isEqualTo(edge);
    assertThat(route.at(2, 1).y()).isGreaterThan(route.at(1, 1).y());
  }

  @Test
  void halfwayIsHalfOfTheLength() {
    var way = new Polyline(List.of(new Point(0, 0), new Point(10, 0), new Point(10, 30)));

    assertThat(way.at(0.5)).isEqualTo(new Point(10, 10));
    assertThat(way.at(0)).isEqualTo(new Point(0, 0));
    assertThat(way.at(1)).isEqualTo(new Point(10, 30));
  }

  @Test
  void aWayThereAndBackIsTwoLines() {
    Route route =
        along("04:00.0", "02:01.0", "01:00.0", "00:01.0", "01:00.0", "02:00.0", "03:00.0");

    Route apart = route.onTheRight();

    assertThat(apart.at(2, 1).y()).isLessThan(route.at(2, 1).y());
    assertThat(apart.at(4, 1).y()).isGreaterThan(route.at(4, 1).y());
  }

  @Test
  void aPlaceThatNobodyKnowsLeavesThePacketWhereItIs() {
    Route route =
        Route.along(
            LAYOUT, TOPOLOGY, List.of(new Place.AtFunction(at("04:00.0")), new Place.Untold()));

    assertThat(route.at(1, 1)).isEqualTo(route.at(0, 1));
  }

  private static Route along(String... addresses) {
    var places = new ArrayList<Place>();
    for (String address : addresses) {
      places.add(new Place.AtFunction(at(address)));
    }
    return Route.along(LAYOUT, TOPOLOGY, places);
  }

  private static Route randomRoute(Random random) {
    Topology topology = Machine.random(random);
    List<PciFunction> functions = List.copyOf(topology.functions());
    var places = new ArrayList<Place>();
    for (int i = 0; i < 6; i++) {
      places.add(new Place.AtFunction(functions.get(random.nextInt(functions.size())).address()));
    }
    return Route.along(TopologyLayout.of(topology), topology, places);
  }
}
