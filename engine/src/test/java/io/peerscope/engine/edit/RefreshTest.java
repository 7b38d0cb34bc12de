package io.peerscope.engine.edit;

import static io.peerscope.engine.SampleFiles.machine;
import static io.peerscope.engine.SampleFiles.without;
import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.bus;
import static io.peerscope.engine.edit.Editing.on;
import static io.peerscope.engine.edit.Editing.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.FunctionEdit.SetNumaNode;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MachineChange;
import io.peerscope.engine.platform.MachineChanges;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A machine that is read again after edits: the edits stay, the rest is as the machine says now.
class RefreshTest {

  private static final long GIB = 1L << 30;
  private static final String DRIVE = "03:00.0";
  private static final String CARD = "04:00.0";
  private static final String PORT = "02:01.0";

  private final String text = SampleFiles.text("01-one-switch.txt");
  private final Platform read = machine(text);

  /// The drive has another driver, and the machine another kernel.
  private final Platform now =
      machine(
          text.replace("driver in use: nvme", "driver in use: vfio-pci")
              .replace("Linux version 6.1.0", "Linux version 6.9.0"));

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static PciFunction function(Platform platform, String address) {
    return platform.topology().at(at(address));
  }

  @Test
  void withoutEditsTheMachineIsAsItIsNow() {
    Refresh.Result result = Refresh.of(read, read, now);

    assertThat(result.platform()).isEqualTo(now);
    assertThat(result.lost()).isEmpty();
  }

  @Test
  void whenNothingHappenedTheMachineIsAsItWasEdited() {
    Platform edited = on(read).make(new SetNumaNode(at(CARD), byHand(3))).platform();

    assertThat(Refresh.of(read, edited, read).platform()).isEqualTo(edited);
  }

  private static Scenario scenario() {
    var write =
        new Scenario.Transfer(at(DRIVE), "write", List.of(new Scenario.Piece("host:0x1000", 4096)));
    return new Scenario("kept", List.of(write), Scenario.Circumstances.asTold());
  }

  static Stream<PlatformEdit> edits() {
    return Stream.of(
        new FunctionEdit.Rename(at(DRIVE), "the drive"),
        new FunctionEdit.SetId(at(DRIVE), byHand(new VendorDevice(0x1234, 0x5678))),
        new FunctionEdit.SetClass(at(DRIVE), byHand(new ClassCode(0x0200, OptionalInt.empty()))),
        new FunctionEdit.SetDriver(at(CARD), byHand("vfio-pci")),
        new FunctionEdit.SetDriver(at(DRIVE), byHand("uio")),
        new FunctionEdit.SetDriver(at(DRIVE), Fact.unknown("nobody looked")),
        new SetNumaNode(at(DRIVE), byHand(3)),
        new FunctionEdit.SetIommuGroup(at(DRIVE), byHand(17)),
        new FunctionEdit.SetDmaMask(at(DRIVE), byHand(0xffff_ffffL)),
        new FunctionEdit.SetPeerMemory(
            at(DRIVE), byHand(Optional.of(new PeerMemory(GIB, byHand(GIB), byHand(true))))),
        new SetLink(at(DRIVE), byHand(new Link("8GT/s", 4)), byHand(new Link("2.5GT/s", 1))),
        new SetBar(
            at(DRIVE), 2, BarKind.MEMORY_64, true, byHand(GIB), byHand(new BusAddress(2 * GIB))),
        new RemoveBar(at(DRIVE), 0),
        new SetConfigByte(at(DRIVE), 0x08, 0x77),
        new SetAcsBit(at(PORT), AcsControl.P2P_REQUEST_REDIRECT, true),
        new SetWindow(
            at(PORT),
            WindowKind.MEMORY,
            byHand(Optional.of(new AddressRange(0x9010_0000L, 0x901f_ffffL)))),
        new PlatformFactEdit.SetCpu(byHand(new Cpu("AuthenticAMD", 0x19))),
        new PlatformFactEdit.SetKernel(byHand(new KernelVersion(5, 4))),
        new PlatformFactEdit.SetIommu(byHand(IommuMode.OFF)),
        new PlatformFactEdit.SetFirmware(byHand("a board")),
        new PlatformFactEdit.SetHostBridgeWindows(bus(0), List.of(hostWindow())),
        new PlatformFactEdit.SetInbound(bus(0), List.of(inbound())),
        new PlatformFactEdit.SetMemory(List.of(memory())),
        new PlatformFactEdit.SaveScenario(scenario()),
        new AddRootPort(bus(0), part("root-port-gen5")),
        new AddHostBridge(Optional.of(bus(0x80)), part("intel-xeon")),
        new AddVmd(bus(0), part("vmd"), part("root-port-gen4"), 2),
        new AddDownstreamPorts(at("01:00.0"), part("switch-gen5"), 2, Reserve.NONE),
        new RemoveSubtree(at(CARD)),
        new RemoveSubtree(at("02:02.0")));
  }

  private static HostBridgeWindow hostWindow() {
    AddressRange range = AddressRange.ofSize(4 * GIB, GIB);
    return new HostBridgeWindow(bus(0), range, range, new EditedByHand());
  }

  private static InboundRange inbound() {
    AddressRange range = AddressRange.ofSize(0, 4 * GIB);
    return new InboundRange(bus(0), range, range, new EditedByHand());
  }

  private static MemoryRange memory() {
    return new MemoryRange(AddressRange.ofSize(GIB, GIB), MemoryRange.Kind.RAM, new EditedByHand());
  }

  @ParameterizedTest
  @MethodSource("edits")
  void anEditIsAsIfItHadBeenMadeAfterwards(PlatformEdit edit) {
    Refresh.Result result = Refresh.of(read, on(read).make(edit).platform(), now);

    assertThat(result.platform()).isEqualTo(on(now).make(edit).platform());
    assertThat(result.lost()).isEmpty();
  }

  @Test
  void whatWasEditedHasTheOriginEditedAndTheRestWhereItIsReadNow() {
    Platform edited = on(read).make(new SetNumaNode(at(DRIVE), byHand(3))).platform();

    PciFunction drive = function(Refresh.of(read, edited, now).platform(), DRIVE);

    assertThat(drive.system().numaNode()).isEqualTo(byHand(3));
    assertThat(drive.system().driver()).isEqualTo(function(now, DRIVE).system().driver());
    assertThat(drive.system().driver().ifKnown()).contains("vfio-pci");
    assertThat(((Fact.Known<?>) drive.system().driver()).origin())
        .isInstanceOf(SourcePosition.class);
  }

  @Test
  void editsStayHoweverOftenTheMachineIsReadAgain() {
    Platform edited = on(read).make(new SetNumaNode(at(DRIVE), byHand(3))).platform();

    Platform once = Refresh.of(read, edited, now).platform();
    Platform twice = Refresh.of(now, once, read).platform();

    assertThat(twice).isEqualTo(edited);
  }

  @ParameterizedTest
  @CsvSource({"03:00.0", "04:00.0", "05:00.0"})
  void editedFunctionThatIsGoneIsLost(String address) {
    Platform edited = on(read).make(new SetNumaNode(at(address), byHand(3))).platform();
    Platform smaller = machine(without(text, at(address)));

    Refresh.Result result = Refresh.of(read, edited, smaller);

    assertThat(result.lost()).containsExactly(at(address));
    assertThat(result.platform()).isEqualTo(smaller);
  }

  @Test
  void functionThatIsGoneWithoutAnEditIsNotLost() {
    Platform edited = on(read).make(new SetNumaNode(at(CARD), byHand(3))).platform();

    Refresh.Result result = Refresh.of(read, edited, machine(without(text, at(DRIVE))));

    assertThat(result.lost()).isEmpty();
    assertThat(result.platform().topology().find(at(DRIVE))).isEmpty();
    assertThat(function(result.platform(), CARD).system().numaNode()).isEqualTo(byHand(3));
  }

  @Test
  void functionThatAppearedIsThereBesideTheEdits() {
    Platform smaller = machine(without(text, at(DRIVE)));
    Platform edited = on(smaller).make(new SetNumaNode(at(CARD), byHand(3))).platform();

    Platform merged = Refresh.of(smaller, edited, read).platform();

    assertThat(function(merged, DRIVE)).isEqualTo(function(read, DRIVE));
    assertThat(function(merged, CARD).system().numaNode()).isEqualTo(byHand(3));
  }

  @Test
  void functionThatWasRemovedStaysRemovedWhetherOrNotItIsStillThere() {
    Platform edited = on(read).make(new RemoveSubtree(at(DRIVE))).platform();

    assertThat(Refresh.of(read, edited, now).platform().topology().find(at(DRIVE))).isEmpty();
    Refresh.Result gone = Refresh.of(read, edited, machine(without(text, at(DRIVE))));
    assertThat(addresses(gone.platform())).isEqualTo(addresses(edited));
    assertThat(gone.lost()).isEmpty();
  }

  @Test
  void deviceThatWasMovedIsAtItsNewPlaceOnly() {
    Editing editing = on(read).make(new AddRootPort(bus(0), part("root-port-gen5")));
    Place place = new Place.Below(editing.added());
    Platform edited = editing.make(new MoveSubtree(at(CARD), place)).platform();

    Platform merged = Refresh.of(read, edited, now).platform();

    assertThat(addresses(merged)).isEqualTo(addresses(edited));
    assertThat(merged.topology().find(at(CARD))).isEmpty();
  }

  @Test
  void vmdThatWasAddedStillOpensItsDomainHoweverOftenTheMachineIsReadAgain() {
    Editing editing = on(read).make(new AddVmd(bus(0), part("vmd"), part("root-port-gen4"), 2));
    Platform edited = editing.platform();
    PciAddress vmd = editing.added();

    Platform once = Refresh.of(read, edited, now).platform();
    Platform twice = Refresh.of(now, once, read).platform();

    assertThat(once.topology().domainOpener(0x10000).orElseThrow().ifKnown()).contains(vmd);
    assertThat(twice.topology().realDmaDevice(at("10000:00:01.0")).ifKnown()).contains(vmd);
    assertThat(twice).isEqualTo(edited);
  }

  @Test
  void vmdThatWasAddedAndTakenOutAgainOpensNothing() {
    Editing editing = on(read).make(new AddVmd(bus(0), part("vmd"), part("root-port-gen4"), 1));
    Platform edited = editing.make(new RemoveSubtree(editing.added())).platform();

    Platform merged = Refresh.of(read, edited, now).platform();

    assertThat(merged.topology().told()).isEqualTo(now.topology().told());
    assertThat(addresses(merged)).isEqualTo(addresses(edited));
  }

  /// A hundred readings of a machine hold each function that stays the same once.
  @Test
  void whatStaysTheSameIsKeptOnce() {
    Platform fresh = machine(text.replace("driver in use: nvme", "driver in use: vfio-pci"));

    Platform shared = Refresh.sharing(fresh, read);

    assertThat(shared).isEqualTo(fresh);
    assertThat(function(shared, CARD)).isSameAs(function(read, CARD));
    assertThat(function(shared, DRIVE)).isSameAs(function(fresh, DRIVE));
    assertThat(Refresh.sharing(machine(text), read)).isSameAs(read);
  }

  @Test
  void editsAreKeptOnceToo() {
    Platform edited = on(read).make(new SetNumaNode(at(CARD), byHand(3))).platform();
    Platform fresh = Refresh.sharing(now, read);

    Platform merged = Refresh.of(read, edited, fresh).platform();

    assertThat(function(merged, CARD)).isSameAs(function(edited, CARD));
    assertThat(function(merged, PORT)).isSameAs(function(read, PORT));
  }

  private static List<PciAddress> addresses(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  @Test
  void oneEditedBarLeavesTheOthersToTheMachine() {
    Platform edited = on(read).make(setBar()).platform();
    Bar other = function(read, DRIVE).bars().getFirst();
    Bar fresh = withSize(other, 0x8000);
    Platform moved = withBars(List.of(fresh, function(read, DRIVE).bars().getLast()));

    Platform merged = Refresh.of(read, edited, moved).platform();

    assertThat(function(merged, DRIVE).bars())
        .containsExactly(fresh, function(edited, DRIVE).bars().getLast());
  }

  @Test
  void whenTheNumberOfBarsChangedTheEditedOnesStay() {
    Platform edited = on(read).make(setBar()).platform();
    Platform fewer = withBars(function(read, DRIVE).bars().subList(0, 1));

    Platform merged = Refresh.of(read, edited, fewer).platform();

    assertThat(function(merged, DRIVE).bars()).isEqualTo(function(edited, DRIVE).bars());
  }

  @Test
  void whenTheNumberOfWindowsChangedTheEditedOnesStay() {
    PlatformEdit edit = new SetWindow(at(PORT), WindowKind.PREFETCHABLE, byHand(Optional.empty()));
    Platform edited = on(read).make(edit).platform();
    PciFunction fresh = function(read, PORT).toBuilder().windows(List.of()).build();

    Platform merged = Refresh.of(read, edited, with(fresh)).platform();

    assertThat(function(merged, PORT).windows()).isEqualTo(function(edited, PORT).windows());
  }

  private static PlatformEdit setBar() {
    return new SetBar(
        at(DRIVE), 2, BarKind.MEMORY_64, true, byHand(GIB), byHand(new BusAddress(2 * GIB)));
  }

  private Platform withBars(List<Bar> bars) {
    return with(function(read, DRIVE).withBars(bars));
  }

  private Platform with(PciFunction fresh) {
    return read.withTopology(read.topology().with(List.of(fresh), List.of()));
  }

  private static Bar withSize(Bar bar, long size) {
    return new Bar(
        bar.index(),
        bar.kind(),
        bar.prefetchable(),
        bar.bus(),
        bar.cpu(),
        byHand(size),
        bar.state());
  }

  /// The window lists what the machine says of itself, not what was edited.
  @Test
  void whatChangedIsListedWithoutTheEdits() {
    Platform smaller = machine(without(text, at(CARD)).replace("nvme", "vfio-pci"));

    assertThat(MachineChanges.between(read, smaller))
        .extracting(MachineChange::toString)
        .containsExactly("0000:03:00.0 driver: nvme → vfio-pci", "0000:04:00.0 is gone");
  }
}
