package io.peerscope.engine.platform;

import static io.peerscope.engine.SampleFiles.machine;
import static io.peerscope.engine.SampleFiles.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerMemory;
import io.peerscope.engine.topology.PowerState;
import io.peerscope.engine.topology.SystemFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What became another thing between two readings of a machine, in words.
class MachineChangesTest {

  private static final PciAddress DRIVE = new PciAddress(0, 3, 0, 0);
  private static final PciAddress PORT = new PciAddress(0, 2, 1, 0);
  private static final String WHY = "nobody told";

  private final String text = SampleFiles.text("01-one-switch.txt");
  private final Platform before = machine(text);

  private static <T> Fact<T> fact(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static List<String> words(Platform before, Platform after) {
    return MachineChanges.between(before, after).stream().map(MachineChange::toString).toList();
  }

  private Platform with(PciFunction function) {
    return before.withTopology(before.topology().with(List.of(function), List.of()));
  }

  private PciFunction drive() {
    return before.topology().at(DRIVE);
  }

  private Platform withSystem(SystemFacts facts) {
    return with(drive().toBuilder().system(facts).build());
  }

  @Test
  void sameMachineHasNotChanged() {
    assertThat(words(before, before)).isEmpty();
  }

  @Test
  void whereAFactWasReadDoesNotMatter() {
    assertThat(words(before, machine("\n\n" + text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linux version 6.1.0            | Linux version 6.9.0             | kernel: 6.1 → 6.9",
        "Linux version 6.1.0            | no kernel                       | kernel: 6.1 → unknown",
        "type: Translated               | type: Passthrough               | IOMMU: translated → passthrough",
        "driver in use: nvme            | driver in use: vfio-pci         | 0000:03:00.0 driver: nvme → vfio-pci",
        "driver in use: nvme            | driver not in use: nvme         | 0000:03:00.0 driver: nvme → unknown",
        "00: 86 80 a2 09 06 00          | 00: 86 80 a2 09 06 01           | 0000:00:00.0 registers changed at 004",
        "00: 86 80 a2 09 06 00 00 00 04 | 00: 86 80 a2 09 06 01 00 00 05  | '0000:00:00.0 registers changed at 004, 008'",
      })
  void changedLineOfAListingIsNamed(String was, String is, String change) {
    assertThat(text).contains(was);

    assertThat(words(before, machine(text.replace(was, is)))).containsExactly(change);
  }

  @Test
  void hostBridgeWindowsAreCounted() {
    AddressRange range = AddressRange.ofSize(0x1_0000_0000L, 0x1000_0000);
    var window = new HostBridgeWindow(new PciBus(0, 0), range, range, new EditedByHand());

    assertThat(words(before, before.withWindows(List.of(window))))
        .containsExactly("host bridge windows: 2 → 1");
  }

  @Test
  void deviceThatIsPulledIsGoneAndOneThatIsPluggedAppears() {
    Platform less = machine(without(text, DRIVE));

    assertThat(words(before, less)).containsExactly("0000:03:00.0 is gone");
    assertThat(words(less, before))
        .containsExactly("0000:03:00.0 appeared: " + drive().displayName());
  }

  @Test
  void deviceInTheSamePlaceIsAnother() {
    Platform other =
        machine(text.replace("[1de5:2000]", "[1de5:3000]").replace("e5 1d 00 20", "e5 1d 00 30"));
    PciFunction nameless =
        drive().toBuilder().name("").kind(FunctionKind.RC_INTEGRATED_ENDPOINT).build();

    assertThat(words(with(nameless), before))
        .containsExactly("0000:03:00.0 kind: RC integrated endpoint → endpoint");
    assertThat(words(before, other)).contains("0000:03:00.0 device: 1de5:2000 → 1de5:3000");
  }

  static Stream<Arguments> systemFacts() {
    return Stream.of(
        told(it -> it.withDriver(fact("")), "driver: unknown → none"),
        told(it -> it.withDriver(fact("nvme")), "driver: unknown → nvme"),
        told(it -> it.withNumaNode(fact(1)), "NUMA node: unknown → 1"),
        told(it -> it.withIommuGroup(fact(17)), "IOMMU group: unknown → 17"),
        told(it -> it.withDmaMask(fact(0xffff_ffffL)), "DMA mask: unknown → ffffffff"),
        told(it -> powered(it, PowerState.D0), "power: unknown → D0"),
        told(it -> powered(it, PowerState.D3_HOT), "power: unknown → D3hot"),
        told(it -> powered(it, PowerState.D3_COLD), "power: unknown → D3cold"),
        told(it -> linked(it, new Link("8GT/s", 4)), "link: unknown → x4 8 GT/s"),
        told(it -> it.withSlot(fact("4-1")), "slot: unknown → 4-1"),
        told(it -> it.withPeerMemory(fact(Optional.empty())), "peer memory: unknown → none"));
  }

  private static Arguments told(UnaryOperator<SystemFacts> change, String words) {
    return arguments(change, words);
  }

  private static SystemFacts powered(SystemFacts facts, PowerState state) {
    return new SystemFacts(
        facts.driver(),
        facts.numaNode(),
        facts.iommuGroup(),
        facts.dmaMask(),
        fact(state),
        facts.peerMemory(),
        facts.link(),
        facts.linkLimit(),
        facts.slot());
  }

  private static SystemFacts linked(SystemFacts facts, Link link) {
    return new SystemFacts(
        facts.driver(),
        facts.numaNode(),
        facts.iommuGroup(),
        facts.dmaMask(),
        facts.power(),
        facts.peerMemory(),
        fact(link),
        facts.linkLimit(),
        facts.slot());
  }

  @ParameterizedTest
  @MethodSource("systemFacts")
  void whatTheSystemSaysOfAFunctionIsNamed(UnaryOperator<SystemFacts> change, String words) {
    SystemFacts nothing = SystemFacts.unknown(WHY);

    assertThat(words(withSystem(nothing), withSystem(change.apply(nothing))))
        .containsExactly("0000:03:00.0 " + words);
  }

  @Test
  void linkPowerAndDriverThatBecomeOthersAreNamedOneByOne() {
    SystemFacts quick =
        powered(
            linked(SystemFacts.unknown(WHY).withDriver(fact("nvme")), new Link("8GT/s", 4)),
            PowerState.D0);
    SystemFacts slow =
        powered(linked(quick.withDriver(fact("")), new Link("2.5GT/s", 1)), PowerState.D3_HOT);

    assertThat(words(withSystem(quick), withSystem(slow)))
        .containsExactly(
            "0000:03:00.0 driver: nvme → none",
            "0000:03:00.0 power: D0 → D3hot",
            "0000:03:00.0 link: x4 8 GT/s → x1 2.5 GT/s");
  }

  @Test
  void memoryForPeersThatIsRegisteredIsNamed() {
    SystemFacts none = SystemFacts.unknown(WHY).withPeerMemory(fact(Optional.empty()));
    var memory = new PeerMemory(4096, fact(4096L), fact(true));

    assertThat(words(withSystem(none), withSystem(none.withPeerMemory(fact(Optional.of(memory))))))
        .singleElement()
        .asString()
        .startsWith("0000:03:00.0 peer memory: none → ");
  }

  @Test
  void anotherOriginOfTheSameValueIsNoChange() {
    SystemFacts here = SystemFacts.unknown(WHY).withNumaNode(fact(1));
    SystemFacts there =
        SystemFacts.unknown("another reason")
            .withNumaNode(Fact.known(1, new SourcePosition("numa_node", 1)));

    assertThat(words(withSystem(here), withSystem(there))).isEmpty();
  }

  @Test
  void busesOfABridgeAreNamed() {
    PciFunction port = before.topology().at(PORT);
    PciFunction unconfigured = port.toBuilder().buses(fact(Optional.empty())).build();
    Platform told = with(unconfigured);

    assertThat(words(before, told))
        .singleElement()
        .asString()
        .startsWith("0000:02:01.0 buses: ")
        .endsWith(" → none");
  }

  @Test
  void addressOfABarIsNamedOnBothSides() {
    Platform moved =
        machine(
            text.replace("Region 0: Memory at 90000000", "Region 0: Memory at 90010000")
                .replace("10: 04 00 00 90", "10: 04 00 01 90"));

    assertThat(words(before, moved))
        .containsExactly(
            "0000:03:00.0 BAR 0: 0x90000000 → 0x90010000",
            "0000:03:00.0 BAR 0 CPU address: 0x90000000 → 0x90010000",
            "0000:03:00.0 registers changed at 010");
  }

  @Test
  void barsThatCameOrWentAreCounted() {
    PciFunction fewer = drive().withBars(drive().bars().subList(0, 1));

    assertThat(words(before, with(fewer))).containsExactly("0000:03:00.0 BARs: 2 → 1");
  }

  @Test
  void anotherIndexOfABarIsNotCompared() {
    PciFunction one = drive().withBars(drive().bars().subList(0, 1));
    PciFunction other = drive().withBars(drive().bars().subList(1, 2));

    assertThat(words(with(one), with(other))).isEmpty();
  }

  private Platform withConfig(byte[] bytes) {
    int[] lines = IntStream.rangeClosed(1, bytes.length / 16).toArray();
    return with(drive().toBuilder().config(ConfigSpace.takeOver(bytes, lines)).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 000",
        "6 | 000, 004, 008, 00c, 010, 014",
        "7 | 000, 004, 008, 00c, 010, 014 and 1 more",
        "9 | 000, 004, 008, 00c, 010, 014 and 3 more",
      })
  void atMostSixRegistersAreNamed(int changed, String words) {
    byte[] bytes = new byte[64];
    bytes[63] = 1;
    byte[] other = bytes.clone();
    for (int word = 0; word < changed; word++) {
      other[4 * word] = (byte) 0xff;
    }

    assertThat(words(withConfig(bytes), withConfig(other)))
        .containsExactly("0000:03:00.0 registers changed at " + words);
  }

  @Test
  void configurationSpaceThatCanBeReadFurtherIsCounted() {
    byte[] most = new byte[256];
    most[255] = 1;
    byte[] header = new byte[64];
    header[63] = 1;

    assertThat(words(withConfig(header), withConfig(most)))
        .containsExactly("0000:03:00.0 configuration space: 64 → 256 bytes");
  }

  @Test
  void rowThatOnlyOneReadingHasIsNoChange() {
    PciFunction gap = drive().toBuilder().config(drive().config().withoutRow(0x40)).build();

    assertThat(words(before, with(gap))).isEmpty();
    assertThat(words(with(gap), before)).isEmpty();
  }

  @Test
  void machineComesFirstThenFunctionsByAddressThenWhatAppeared() {
    Platform less =
        machine(
            without(text, DRIVE)
                .replace("Linux version 6.1.0", "Linux version 6.9.0")
                .replace("driver in use: mlx5_core", "driver in use: vfio-pci"));

    assertThat(MachineChanges.between(less, before))
        .extracting(MachineChange::function)
        .containsExactly(
            Optional.empty(), Optional.of(new PciAddress(0, 4, 0, 0)), Optional.of(DRIVE));
  }
}
