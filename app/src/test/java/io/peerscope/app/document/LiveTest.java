package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The running machine in the window: opened, read again, watched.
class LiveTest {

  private static final PciAddress NIC = new PciAddress(0, 1, 0, 0);
  private static final PciAddress OTHER = new PciAddress(0, 2, 0, 0);

  @TempDir Path root;
  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final Bars bars = new Bars();
  private final Live live = new Live(document, Jobs.immediate(), bars);
  private SysfsFolder machine;

  @BeforeEach
  void aMachineOfFourDevices() {
    machine = SysfsFolder.of(root, 4);
    live.open(root);
  }

  private PciFunction at(PciAddress address) {
    return document.drawn().topology().at(address);
  }

  private List<String> events() {
    return live.events().get().stream().map(event -> event.change().toString()).toList();
  }

  @Test
  void aRunningMachineOpensUnderItsName() {
    assertThat(document.machine().get().orElseThrow().name()).isEqualTo("this machine");
    assertThat(document.drawn().topology().size()).isEqualTo(8);
    assertThat(live.isOpen()).isTrue();
  }

  @Test
  void readingAgainWithoutAChangeLeavesEverythingAsItIs() {
    Platform before = document.drawn();

    live.refresh();

    assertThat(document.drawn()).isSameAs(before);
    assertThat(document.history().get().size()).isEqualTo(1);
    assertThat(events()).isEmpty();
    assertThat(document.lastAction().get()).contains("nothing has changed");
  }

  @Test
  void whatChangedIsListedAndSelectionAndQuestionStay() {
    document.ask(Question.of(NIC, Targets.of(OTHER)));
    document.select(NIC);
    machine.bind(SysfsFolder.device(0), "vfio-pci");
    machine.set(SysfsFolder.device(0), "current_link_width", "1");

    live.refresh();

    assertThat(events())
        .containsExactly(
            "0000:01:00.0 driver: unknown → vfio-pci", "0000:01:00.0 link: x4 8 GT/s → x1 8 GT/s");
    assertThat(at(NIC).system().driver().ifKnown()).contains("vfio-pci");
    assertThat(document.selection().get()).contains(NIC);
    assertThat(document.question().get().client()).contains(NIC);
    assertThat(bars.all().get()).extracting(Bar::subject).containsExactly(Subject.MACHINE);
  }

  @Test
  void editsStayWithTheirOriginWhileTheRestIsReadAgain() {
    Fact<Integer> node = Fact.known(7, new EditedByHand());
    document.edit(new FunctionEdit.SetNumaNode(NIC, node));
    machine.set(SysfsFolder.device(0), "numa_node", "1");
    machine.bind(SysfsFolder.device(0), "nvme");
    machine.set(SysfsFolder.device(1), "numa_node", "1");

    live.refresh();

    assertThat(at(NIC).system().numaNode()).isEqualTo(node);
    assertThat(at(NIC).system().driver().ifKnown()).contains("nvme");
    assertThat(at(OTHER).system().numaNode().ifKnown()).contains(1);
    assertThat(document.history().get().isSaved()).isFalse();
    live.refresh();
    assertThat(at(NIC).system().numaNode()).as("after reading a third time").isEqualTo(node);
  }

  @Test
  void undoShowsTheMachineAsItWasReadBefore() {
    Platform before = document.drawn();
    machine.unplug(1);

    live.refresh();
    assertThat(document.drawn().topology().find(OTHER)).isEmpty();
    document.undo();

    assertThat(document.drawn()).isEqualTo(before);
  }

  @Test
  void editedDeviceThatIsGoneIsNamed() {
    document.edit(new FunctionEdit.SetNumaNode(OTHER, Fact.known(7, new EditedByHand())));
    machine.unplug(1);

    live.refresh();

    assertThat(bars.all().get().getFirst().advice()).contains("Edited and gone: 0000:02:00.0");
  }

  @Test
  void watchingTellsLinksPowerAndHotPlug() {
    live.watching().set(true);
    live.look();
    machine.set(SysfsFolder.device(0), "current_link_speed", "2.5 GT/s PCIe");
    machine.set(SysfsFolder.device(2), "power_state", "D3cold");
    machine.unplug(3);

    live.look();

    assertThat(events())
        .containsExactlyInAnyOrder(
            "0000:01:00.0 link: x4 8 GT/s → x4 2.5 GT/s",
            "0000:03:00.0 power: D0 → asleep (D3cold), not woken",
            "0000:04:00.0 is gone");
    assertThat(live.events().get().getFirst().time()).matches("\\d\\d:\\d\\d:\\d\\d");
    assertThat(bars.all().get().getFirst().what())
        .isEqualTo("Devices came or went: 0000:04:00.0 is gone");
    bars.answer(bars.all().get().getFirst(), bars.all().get().getFirst().answers().getFirst());
    assertThat(document.drawn().topology().size()).isEqualTo(7);
  }

  @Test
  void nothingIsLookedAtUnlessAskedTo() {
    live.look();
    machine.unplug(3);
    live.look();

    assertThat(events()).isEmpty();
  }

  @Test
  void otherMachineHasNoEventsAndCannotBeReadAgain() {
    machine.unplug(3);
    live.refresh();

    document.startBlank();

    assertThat(live.isOpen()).isFalse();
    assertThat(events()).isEmpty();
    assertThat(bars.all().get()).isEmpty();
  }

  @Test
  void folderWithoutSysfsIsSaid() throws IOException {
    live.open(Files.createDirectory(root.resolve("empty")));

    assertThat(document.notice().get().orElseThrow().what()).contains("there is no sysfs");
  }

  /// 200 functions, of which something changes every time.
  @Test
  void aHundredRefreshesLeaveNoFilesThreadsOrMemoryBehind(@TempDir Path large) throws IOException {
    SysfsFolder many = SysfsFolder.of(large, 100);
    live.open(large);
    assertThat(document.drawn().topology().size()).isEqualTo(200);
    refresh(many, 20);
    long files = openFiles();
    long threads = Thread.getAllStackTraces().size();
    long memory = settled(LiveTest::usedMemory);

    refresh(many, 100);

    assertThat(openFiles()).as("open files").isLessThanOrEqualTo(files + 2);
    assertThat((long) Thread.getAllStackTraces().size())
        .as("threads")
        .isLessThanOrEqualTo(threads + 2);
    assertThat(document.history().get().size()).isEqualTo(121);
    live.open(root);
    assertThat(settled(LiveTest::usedMemory))
        .as("bytes in use, once the states to undo are gone")
        .isLessThan(memory + (8 << 20));
  }

  private void refresh(SysfsFolder many, int times) {
    for (int time = 0; time < times; time++) {
      int width = document.history().get().size() % 2 == 0 ? 4 : 8;
      many.set(SysfsFolder.device(time % 100), "current_link_width", Integer.toString(width));
      many.set(SysfsFolder.device(7), "numa_node", Integer.toString(time % 2 + 1));
      many.bind(SysfsFolder.device(9), "driver" + document.history().get().size());
      live.refresh();
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long usedMemory() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// The least of a few looks: the collector takes its time.
  private static long settled(LongSupplier look) {
    return Stream.generate(look::getAsLong).limit(5).min(Long::compare).orElseThrow();
  }
}
