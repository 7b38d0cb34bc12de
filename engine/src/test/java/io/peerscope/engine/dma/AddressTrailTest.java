package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.AddressTrail.Clash;
import io.peerscope.engine.dma.AddressTrail.Point;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which number a DMA has in each address space, and how far a step has brought it.
class AddressTrailTest {

  private static final int BEFORE = -1;
  private static final int END = 1000;

  private static DmaRequest request(String client, String target) {
    return DmaRequest.page(
        at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.WRITE);
  }

  private static AddressTrail trail(Platform platform, DmaRequest request, int step) {
    Verdict verdict = new Judge(platform, new MappingStrategy.Mainline()).judge(request);
    return AddressTrail.at(
        AddressColumns.of(platform, request.client(), verdict.page(), verdict.mapping()),
        request,
        verdict.page(),
        verdict.mapping(),
        verdict.steps(),
        step);
  }

  /// Column, space and number; `.` where it was not met yet, `*` where it is carried, `~` where the
  /// allocator may choose another.
  private static List<String> points(AddressTrail trail) {
    return trail.points().stream()
        .map(point ->
            "%d %s %s%s%s%s"
                .formatted(
                    point.column(),
                    point.address().space().spelling(),
                    point.address(),
                    point.isReached() ? "" : " .",
                    point.isCurrent() ? " *" : "",
                    point.isExample() ? " ~" : ""))
        .toList();
  }

  private static List<String> sentences(AddressTrail trail) {
    return trail.clashes().stream().map(clash -> clash.column() + " " + clash.sentence()).toList();
  }

  @Test
  void shiftedBarHasTwoNumbers() {
    Platform platform = SampleFiles.read("05-bus-offset.txt");
    DmaRequest request = request("04:00.0", "03:00.0:BAR0+0x2000");

    assertThat(points(trail(platform, request, BEFORE)))
        .containsExactly("0 bus 0x90002000 .", "1 physical 0x3fe010002000 .");
    assertThat(points(trail(platform, request, 0)))
        .containsExactly("0 bus 0x90002000 .", "1 physical 0x3fe010002000 *");
    assertThat(points(trail(platform, request, END)))
        .containsExactly("0 bus 0x90002000 *", "1 physical 0x3fe010002000");
  }

  @ParameterizedTest
  @CsvSource({
    "0x90002000, 0x3fe010002000, +0x3fdf_8000_0000",
    "0x3fe010002000, 0x90002000, -0x3fdf_8000_0000",
    "0x1000, 0x1000, +0x0"
  })
  void offsetIsTheDifferenceWithItsSign(String from, String to, String words) {
    assertThat(
            AddressTrail.offset(
                new BusAddress(Long.decode(from)), new HostPhysicalAddress(Long.decode(to))))
        .isEqualTo(words);
  }

  @Test
  void directDmaToRamIssuesTheNumberOfThePage() {
    Platform platform = machine("ram 0 80000000").build();

    assertThat(points(trail(platform, request("B", "host:0x1000"), END)))
        .containsExactly("0 bus 0x1000 *", "1 physical 0x1000");
  }

  @Test
  void addressOfTheAllocatorIsAnExampleThatTheWalkReaches() {
    Platform platform = SampleFiles.read("02-two-host-bridges.txt");
    DmaRequest request = request("04:00.0", "host:0x1000000");

    assertThat(points(trail(platform, request, 0)))
        .containsExactly("0 iova 0xfffff000 . ~", "2 physical 0x1000000 *");
    assertThat(points(trail(platform, request, END)))
        .containsExactly("0 iova 0xfffff000 ~", "2 physical 0x1000000 *");
  }

  @Test
  void addressOfAVfioUserIsNoExample() {
    Platform platform = SampleFiles.read("02-two-host-bridges.txt");
    DmaRequest request = request("04:00.0", "host:0x1000000").at(new Iova(0x4000_0000L));

    assertThat(points(trail(platform, request, BEFORE)))
        .containsExactly("0 iova 0x40000000 .", "2 physical 0x1000000 .");
    assertThat(points(trail(platform, request, END)))
        .containsExactly("0 iova 0x40000000", "2 physical 0x1000000 *");
  }

  @Test
  void providerBehindAnotherHostBridgeHasItsNumberThere() {
    Platform platform = SampleFiles.read("03-two-host-bridges-zen.txt");

    assertThat(trail(platform, request("04:00.0", "41:00.0:BAR1+0x2000"), END).points())
        .extracting(Point::column)
        .containsExactly(0, 2, 3);
  }

  /// The host bridge of the provider shifts; the number that the client issues is not the one that
  /// arrives, though both are bus addresses.
  @Test
  void directDmaIssuesTheCpuAddressAndArrivesWithAnother() {
    Platform platform =
        machine("cpu AuthenticAMD/0x19; bar G=100000000; mask B=ffffffffffffffff")
            .window("40", 0x2000_0000_0000L, 0x1_0000_0000L, 0x1000_0000L)
            .build();

    assertThat(points(trail(platform, request("B", name("G")), END)))
        .containsExactly(
            "0 bus 0x200000000000", "1 physical 0x200000000000", "2 bus 0x100000000 *");
  }

  @Test
  void refusedDmaKeepsTheNumbersOfItsPage() {
    AddressTrail trail =
        trail(
            SampleFiles.read("04-acs-redirect.txt"),
            request("04:00.0", "03:00.0:BAR2+0x1000"),
            END);

    assertThat(trail.points())
        .extracting(point -> point.address().space().spelling())
        .containsExactly("bus", "physical");
    assertThat(trail.points()).anyMatch(Point::isReached);
  }

  @Test
  void unknownCpuAddressLeavesTheNumberOnTheBus() {
    Platform platform = machine("bar A=100000000").cpuUntold().build();
    AddressTrail trail = trail(platform, request("B", name("A")), END);

    assertThat(trail.points()).extracting(Point::column).containsExactly(0);
    assertThat(trail.physical()).isEmpty();
  }

  @Test
  void unknownBusAddressLeavesNoNumberOnTheBus() {
    Platform platform = machine("cpubar A=100000000").cpuUntold().build();
    AddressTrail trail = trail(platform, request("B", name("A")), END);

    assertThat(trail.points()).extracting(Point::column).containsExactly(1);
    assertThat(trail.physical()).contains(new HostPhysicalAddress(0x1_0000_0000L));
  }

  @Test
  void pageThatIsNowhereHasNoNumbers() {
    AddressTrail trail = trail(machine().build(), request("B", "0x42"), END);

    assertThat(trail.points()).isEmpty();
    assertThat(trail.physical()).isEmpty();
  }

  @Test
  void clientThatIsNotThereHasNoTrail() {
    AddressTrail trail = trail(machine().build(), request("77:00.0", name("A")), END);

    assertThat(trail).isEqualTo(new AddressTrail(List.of(), List.of()));
  }

  @Test
  void barsThatOverlapClash() {
    Platform platform = machine("bar A=100000000; bar B=100080000").build();

    assertThat(trail(platform, request("B", name("A")), END).clashes())
        .contains(new Clash(0, 0x1_0008_0000L, "03:00.0 BAR 0 and 04:00.0 BAR 0 overlap"));
  }

  /// Both host bridges have 32-bit windows at one place of their buses.
  @Test
  void numberBelowTheOtherHostBridgeMeansSomethingElse() {
    Platform platform = SampleFiles.read("08-store-only.txt");

    assertThat(sentences(trail(platform, request("01:00.0", "0001:01:00.0:BAR0+0x1000"), END)))
        .containsExactly("0 bus 0x8000_1000 means something else here: window of 0000:00");
  }

  /// A VFIO user may choose a number that means a BAR on the bus.
  @Test
  void iovaThatIsABarOnTheBusMeansSomethingElse() {
    Platform platform = machine("bar B=100000000").iommu(IommuMode.TRANSLATED).build();
    DmaRequest request = request("B", "host:0x5000");

    assertThat(sentences(trail(platform, request.at(new Iova(0x1_0000_0000L)), END)))
        .containsExactly("1 iova 0x1_0000_0000 means something else here: 04:00.0 BAR 0");
    assertThat(sentences(trail(platform, request.at(new Iova(0x5_0000_0000L)), END))).isEmpty();
  }

  @Test
  void trailIsNotChangedFromOutside() {
    List<Point> points = new ArrayList<>();
    List<Clash> clashes = new ArrayList<>();
    var trail = new AddressTrail(points, clashes);
    points.add(new Point(0, new BusAddress(1), false, false, false));
    clashes.add(new Clash(0, 1, ""));

    assertThat(trail).isEqualTo(new AddressTrail(List.of(), List.of()));
  }
}
