package io.peerscope.app.canvas.layout;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.Machine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.edit.SetConfigByte;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyLayoutTest {

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cardsAndChipsNeverOverlap(int seed) {
    List<Item> cards = chosen(TopologyLayout.of(Machine.random(new Random(seed))));

    for (int i = 0; i < cards.size(); i++) {
      for (int j = i + 1; j < cards.size(); j++) {
        Item one = cards.get(i);
        Item other = cards.get(j);
        assertThat(one.box().overlaps(other.box())).as("%s and %s", one, other).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void machinesThatAreAlikeForTheLayoutHaveTheSameOne(int seed) {
    Platform machine = Platform.of(Machine.random(new Random(seed)));
    List<Item> items = TopologyLayout.of(machine.topology()).items();

    for (PciFunction function : machine.topology().functions()) {
      Stream.of(
              new SetAcsControl(function.address(), Fact.known(0x1d, new EditedByHand())),
              new SetConfigByte(function.address(), 0x0b, 0x05))
          .map(edit -> edit.applyTo(machine))
          .filter(EditResult.Applied.class::isInstance)
          .map(done -> ((EditResult.Applied) done).platform().topology())
          .filter(edited -> TopologyLayout.areAlike(machine.topology(), edited))
          .forEach(edited -> assertThat(TopologyLayout.of(edited).items()).isEqualTo(items));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyFunctionIsPlacedOrFolded(int seed) {
    Topology topology = Machine.random(new Random(seed));

    TopologyLayout layout = TopologyLayout.of(topology);

    assertThat(topology.functions())
        .extracting(PciFunction::address)
        .allMatch(address -> layout.itemOf(address).isPresent());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void childrenStandRightOfTheirParents(int seed) {
    Topology topology = Machine.random(new Random(seed));
    TopologyLayout layout = TopologyLayout.of(topology);

    for (PciFunction function : topology.functions()) {
      Item item = layout.itemOf(function.address()).orElseThrow();
      if (topology.parentOf(function.address()) instanceof Parent.Below(PciAddress bridge)
          && !layout.itemOf(bridge).orElseThrow().equals(item)) {
        assertThat(item.box().x()).isGreaterThan(layout.itemOf(bridge).orElseThrow().box().x());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingIsInsideTheBounds(int seed) {
    TopologyLayout layout = TopologyLayout.of(Machine.random(new Random(seed)));

    assertThat(layout.items())
        .allMatch(item -> layout.bounds().union(item.box()).equals(layout.bounds()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWindowShowsWhatTouchesItAndNothingElse(int seed) {
    var random = new Random(seed);
    TopologyLayout layout = TopologyLayout.of(Machine.random(random));
    var window = new Box(random.nextInt(800), random.nextInt(2000), 300, 10 + random.nextInt(900));

    assertThat(layout.itemsIn(window).stream().filter(item -> item.box().overlaps(window)))
        .containsExactlyElementsOf(
            layout.items().stream().filter(item -> item.box().overlaps(window)).toList());
  }

  @Test
  void anEditBelowMovesNothingAbove() {
    Topology before = Machine.withSwitch().topology();
    Topology after = Machine.withSwitch().rootPort("40:02.0", 0x42).endpoint("42:00.0").topology();

    TopologyLayout first = TopologyLayout.of(before);
    TopologyLayout second = TopologyLayout.of(after);

    for (String above : List.of("00:01.0", "01:00.0", "02:01.0", "03:00.0", "05:00.0", "41:00.0")) {
      assertThat(second.itemOf(at(above))).isEqualTo(first.itemOf(at(above)));
    }
  }

  @Test
  void anEditAboveMovesWhatIsBelowOnlyDownwards() {
    Topology before = Machine.withSwitch().topology();
    Topology after = Machine.withSwitch().rootPort("00:02.0", 6).endpoint("06:00.0").topology();

    Box first = TopologyLayout.of(before).itemOf(at("41:00.0")).orElseThrow().box();
    Box second = TopologyLayout.of(after).itemOf(at("41:00.0")).orElseThrow().box();

    assertThat(second.x()).isEqualTo(first.x());
    assertThat(second.y()).isGreaterThan(first.y());
  }

  @Test
  void moreThanEightLikeSiblingsFoldIntoOne() {
    TopologyLayout layout = TopologyLayout.of(nineNetworkCards());

    assertThat(layout.itemOf(at("02:00.0"))).isEqualTo(layout.itemOf(at("02:08.0")));
    assertThat(layout.itemOf(at("02:00.0")).orElseThrow())
        .isInstanceOfSatisfying(Item.FoldCard.class, card -> assertThat(card.members()).hasSize(9));
  }

  @Test
  void eightLikeSiblingsDoNotFold() {
    TopologyLayout layout = TopologyLayout.of(networkCards(8));

    assertThat(chosen(layout)).noneMatch(item -> item instanceof Item.FoldCard);
  }

  @Test
  void anUnfoldedGroupShowsItsMembersAndAHandle() {
    Topology topology = nineNetworkCards();
    FoldKey key = foldOf(TopologyLayout.of(topology), "02:00.0").key();

    TopologyLayout layout = TopologyLayout.of(topology, Set.of(key), Set.of());

    assertThat(layout.itemOf(at("02:03.0")).orElseThrow()).isInstanceOf(Item.FunctionCard.class);
    assertThat(chosen(layout))
        .anySatisfy(item ->
            assertThat(item)
                .isInstanceOfSatisfying(
                    Item.FoldCard.class, card -> assertThat(card.open()).isTrue()));
  }

  @Test
  void aHostBridgeWithNothingButSystemFunctionsIsOneLine() {
    Machine machine = Machine.withSwitch();
    for (int device = 0; device < 30; device++) {
      machine.integrated("7f:%02x.0".formatted(device), device % 2 == 0 ? 0x0880 : 0x1101);
    }

    TopologyLayout layout = TopologyLayout.of(machine.topology());

    assertThat(layout.itemOf(at("7f:00.0")).orElseThrow())
        .isInstanceOfSatisfying(
            Item.FoldCard.class,
            card -> {
              assertThat(card.kind()).isEqualTo(FoldKind.SYSTEM);
              assertThat(card.members()).hasSize(30);
            });
    assertThat(layout.hostBridge(new PciBus(0, 0x7f)).orElseThrow().box().height())
        .isEqualTo(Metrics.ONE_LINE_BAR);
  }

  @Test
  void aSystemFunctionThatMustBeSeenStandsByItself() {
    var machine = new Machine();
    for (int device = 0; device < 30; device++) {
      machine.integrated("7f:%02x.0".formatted(device), 0x0880);
    }

    TopologyLayout layout = TopologyLayout.of(machine.topology(), Set.of(), Set.of(at("7f:03.0")));

    assertThat(layout.itemOf(at("7f:03.0")).orElseThrow()).isInstanceOf(Item.FunctionCard.class);
  }

  @Test
  void portsWithNothingBehindThemArePacked() {
    TopologyLayout layout = TopologyLayout.of(withEmptyPorts(5).topology());

    assertThat(layout.itemOf(at("00:1c.1"))).isPresent().isEqualTo(layout.itemOf(at("00:1c.4")));
    assertThat(layout.itemOf(at("00:01.0")).orElseThrow()).isInstanceOf(Item.PortChip.class);
  }

  @Test
  void anUnfoldedRowOfEmptyPortsShowsThemAll() {
    Topology topology = withEmptyPorts(5).topology();
    FoldKey key = foldOf(TopologyLayout.of(topology), "00:1c.0").key();

    TopologyLayout layout = TopologyLayout.of(topology, Set.of(key), Set.of());

    assertThat(layout.itemOf(at("00:1c.3")).orElseThrow()).isInstanceOf(Item.PortChip.class);
  }

  @Test
  void portsWhoseBusIsNotToldAreNotCalledEmpty() {
    var machine = new Machine();
    for (int function = 0; function < 5; function++) {
      machine.bridgeOfUnknownBuses("00:1c.%d".formatted(function), FunctionKind.ROOT_PORT);
    }

    assertThat(chosen(TopologyLayout.of(machine.topology())))
        .hasSize(5)
        .noneMatch(item -> item instanceof Item.FoldCard);
  }

  private static Machine withEmptyPorts(int count) {
    var machine = new Machine().rootPort("00:01.0", 1).endpoint("01:00.0");
    for (int function = 0; function < count; function++) {
      machine.rootPort("00:1c.%d".formatted(function), 0x10 + function);
    }
    return machine;
  }

  @Test
  void aFunctionThatMustBeSeenIsTakenOutOfItsGroup() {
    TopologyLayout layout = TopologyLayout.of(networkCards(12), Set.of(), Set.of(at("02:03.0")));

    assertThat(layout.itemOf(at("02:03.0")).orElseThrow()).isInstanceOf(Item.FunctionCard.class);
    assertThat(foldOf(layout, "02:00.0").members()).hasSize(11);
  }

  @Test
  void aClickMeetsTheCardUnderIt() {
    TopologyLayout layout = TopologyLayout.of(Machine.withSwitch().topology());
    Item card = layout.itemOf(at("04:00.0")).orElseThrow();

    assertThat(layout.at(card.box().center())).contains(card);
    assertThat(layout.at(new Point(card.box().right() + 3, card.box().centerY()))).isEmpty();
  }

  @Test
  void hostBridgesAreApart() {
    TopologyLayout layout = TopologyLayout.of(Machine.withSwitch().topology());
    var bars = new ArrayList<Box>();
    layout.items().stream()
        .filter(item -> item instanceof Item.HostBridgeBar)
        .forEach(bar -> bars.add(bar.box()));

    assertThat(bars).hasSize(2);
    assertThat(bars.getLast().y() - bars.getFirst().bottom()).isEqualTo(Metrics.BORDER);
  }

  @Test
  void theSameMachineIsLaidOutTheSameWay() {
    Topology topology = Machine.random(new Random(7));

    assertThat(TopologyLayout.of(topology).items()).isEqualTo(TopologyLayout.of(topology).items());
  }

  @Test
  void anEmptyMachineHasAnEmptyPicture() {
    TopologyLayout layout = TopologyLayout.of(Topology.empty());

    assertThat(layout.items()).isEmpty();
    assertThat(layout.bounds().width()).isPositive();
  }

  private static Topology nineNetworkCards() {
    return networkCards(9);
  }

  private static Topology networkCards(int count) {
    var machine = new Machine().rootPort("00:01.0", 2);
    for (int device = 0; device < count; device++) {
      machine.endpoint("02:%02x.0".formatted(device));
    }
    return machine.topology();
  }

  private static Item.FoldCard foldOf(TopologyLayout layout, String address) {
    return layout
        .itemOf(at(address))
        .filter(Item.FoldCard.class::isInstance)
        .map(Item.FoldCard.class::cast)
        .orElseThrow();
  }

  private static List<Item> chosen(TopologyLayout layout) {
    var seen = new HashSet<Item>();
    return layout.items().stream()
        .flatMap(item ->
            item instanceof Item.PortChip
                    || item instanceof Item.FunctionCard
                    || item instanceof Item.FoldCard
                ? Stream.of(item)
                : Stream.<Item>empty())
        .filter(seen::add)
        .toList();
  }
}
