package io.peerscope.app.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.DrawnNic;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.inspector.page.AcsSwitches.State;
import io.peerscope.app.inspector.page.Input.Proposal;
import io.peerscope.app.inspector.page.Inspector.Answer;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What one writes into the inspector, and what becomes of it.
class InspectorTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies");
  private static final PciAddress NIC = new PciAddress(0, 4, 0, 0);
  private static final PciAddress GPU = new PciAddress(0, 5, 0, 0);
  private static final PciAddress PORT_OF_NIC = new PciAddress(0, 2, 1, 0);

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final Inspector inspector = new Inspector(document);

  @Test
  void whatIsWrittenIsAnEditWithItsOrigin() {
    drawing("01-one-switch.txt", NIC);

    assertThat(write("driver", "vfio-pci").done()).isTrue();

    assertThat(field("driver").value()).isEqualTo("vfio-pci");
    assertThat(field("driver").mark()).isEqualTo(Mark.EDITED);
    assertThat(document.history().get().undoName()).contains("set driver of 04:00.0");
  }

  @Test
  void writingWhatIsThereChangesNothing() {
    drawing("01-one-switch.txt", NIC);
    Platform before = document.drawn();

    assertThat(write("now", "x16 32 GT/s").done()).isTrue();

    assertThat(document.drawn()).isSameAs(before);
  }

  @Test
  void traceModeOnlyReads() {
    drawing("01-one-switch.txt", NIC);
    Field driver = field("driver");
    document.setMode(Mode.TRACE);

    assertThat(fields()).allMatch(it -> it.input().isEmpty() && it.actions().isEmpty());
    assertThat(inspector.write(driver, "vfio-pci").done()).isFalse();
    assertThat(document.history().get().undoName()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          now         | fast          | a link is written x16 32 GT/s
          now         | x3 32 GT/s    | lanes
          id          | mellanox      | vendor and device are written 15b3:101d
          class       | 3             | four or six hex digits
          NUMA node   | left          | whole number
          DMA mask    | 65 bits       | 1 to 64 bits
          peer memory | a bit         | 64 MiB published
          """)
  void wrongTextIsASentenceAndChangesNothing(String field, String text, String sentence) {
    drawing("01-one-switch.txt", NIC);
    Platform before = document.drawn();

    Answer answer = write(field, text);

    assertThat(answer.done()).isFalse();
    assertThat(answer.sentence()).contains(sentence);
    assertThat(document.drawn()).isSameAs(before);
    assertThat(document.notice().get()).as("nothing above the canvas").isEmpty();
  }

  @Test
  void aFactCanBeForgottenAndRecalledWithItsOrigin() {
    drawing("01-one-switch.txt", PORT_OF_NIC);
    Field before = field("ACSCtl");

    assertThat(inspector.forget(before).done()).isTrue();
    assertThat(field("ACSCtl").known()).isFalse();
    assertThat(field("ACSCtl").value()).contains("you set it to unknown");
    assertThat(inspector.remembers(field("ACSCtl"))).isTrue();

    assertThat(inspector.recall(field("ACSCtl")).done()).isTrue();
    assertThat(field("ACSCtl").value()).isEqualTo(before.value());
    assertThat(field("ACSCtl").origin()).isEqualTo(before.origin());
  }

  @Test
  void aQuestionMarkForgetsToo() {
    drawing("01-one-switch.txt", NIC);

    assertThat(write("driver", "?").done()).isTrue();

    assertThat(field("driver").mark()).isEqualTo(Mark.UNKNOWN);
  }

  @Test
  void forgettingAnAcsWordLeavesTheVerdictUndetermined() {
    drawing("01-one-switch.txt", PORT_OF_NIC);
    document.ask(Question.of(NIC, Targets.of(GPU)));
    document.select(PORT_OF_NIC);
    assertThat(verdict()).isEqualTo(VerdictKind.DIRECT);

    inspector.forget(field("ACSCtl"));

    assertThat(verdict()).isEqualTo(VerdictKind.UNDETERMINED);
  }

  @Test
  void turningASwitchTurnsTheBitInTheBytesAndTheVerdict() {
    drawing("01-one-switch.txt", PORT_OF_NIC);
    document.ask(Question.of(NIC, Targets.of(GPU)));
    document.select(PORT_OF_NIC);

    PlatformEdit flip = acs(AcsControl.P2P_REQUEST_REDIRECT).flip().orElseThrow();
    assertThat(inspector.edit(flip).done()).isTrue();

    assertThat(acs(AcsControl.P2P_REQUEST_REDIRECT).state()).isEqualTo(State.SET);
    ByteRange word = page().acs().bytes().orElseThrow();
    assertThat(page().config().u16(word.offset()) & 4).isEqualTo(4);
    assertThat(verdict()).isNotEqualTo(VerdictKind.DIRECT);
  }

  @Test
  void aBitOfTheBytesIsTheSameEditAsItsSwitch() {
    drawing("01-one-switch.txt", PORT_OF_NIC);
    ByteRange word = page().acs().bytes().orElseThrow();

    assertThat(inspector.flip(word.offset(), 4).done()).isTrue();

    assertThat(document.history().get().undoName()).contains("set ReqRedir of 02:01.0");
    assertThat(acs(AcsControl.P2P_REQUEST_REDIRECT).state()).isEqualTo(State.SET);
  }

  @Test
  void whatThePartCannotIsSaid() {
    drawing("01-one-switch.txt", PORT_OF_NIC);
    ByteRange word = page().acs().bytes().orElseThrow();

    Answer answer = inspector.flip(word.offset(), AcsControl.P2P_EGRESS_CONTROL.mask());

    assertThat(acs(AcsControl.P2P_EGRESS_CONTROL).state()).isEqualTo(State.CANNOT);
    assertThat(acs(AcsControl.P2P_EGRESS_CONTROL).sentence()).contains("the part cannot");
    assertThat(answer.done()).isFalse();
    assertThat(answer.sentence()).contains("EgressCtrl");
  }

  @Test
  void bytesOnWhichTheTreeHangsAreRefused() {
    drawing("01-one-switch.txt", PORT_OF_NIC);

    assertThat(inspector.writeByte(0x19, 9).sentence()).contains("bus numbers are set as buses");
  }

  @Test
  void aBarWithoutRoomShowsTheWindowAndTheMissingBytes() {
    PciAddress nic = nicBelowAPinnedWindow();

    Answer answer = write("BAR 0", "64 GiB");

    assertThat(answer.done()).isTrue();
    assertThat(answer.sentence()).contains("lacks", "for BAR 0 of " + nic);
    assertThat(answer.window().orElseThrow().missing()).isPositive();
  }

  @Test
  void anAllocatedAddressCanBePinnedAndReleased() {
    nicBelowAPinnedWindow();
    assertThat(field("  bus").mark()).isEqualTo(Mark.ALLOCATED);

    inspector.edit(action("  bus", "pin"));
    assertThat(field("  bus").mark()).isEqualTo(Mark.EDITED);

    inspector.edit(action("  bus", "release"));
    assertThat(field("  bus").mark()).isEqualTo(Mark.ALLOCATED);
  }

  @Test
  void capabilitiesComeAndGo() {
    nicBelowAPinnedWindow();
    PlatformEdit addAcs = sectionAction("CAPABILITIES", "+ ACS");

    assertThat(inspector.edit(addAcs).done()).isTrue();
    assertThat(page().acs().switches()).isNotEmpty();
    assertThat(inspector.edit(sectionAction("CAPABILITIES", "+ ARI")).done()).isTrue();

    assertThat(fields()).anyMatch(it -> it.value().contains("ARI"));
  }

  @Test
  void virtualFunctionsComeWithTheirNumberAndTheSelectionStays() {
    PciAddress nic = nicBelowAPinnedWindow();

    assertThat(write("VFs", "3").done()).isTrue();

    assertThat(document.selection().get()).contains(nic);
    assertThat(field("VFs").value()).startsWith("3 of at most 16");
  }

  @Test
  void withoutSelectionTheMachineItselfIsEdited() {
    drawing("05-bus-offset.txt", NIC);
    document.deselect();

    assertThat(page().title()).isEqualTo("MACHINE");
    assertThat(write("kernel", "6.12").done()).isTrue();
    assertThat(field("kernel").mark()).isEqualTo(Mark.EDITED);
    assertThat(write("add range", "0x0 + 1 GiB, RAM").done()).isTrue();

    assertThat(document.drawn().memory()).anyMatch(it -> it.cpu().size() == 1L << 30);
  }

  @Test
  void aHostBridgeWindowTakesAnotherOffset() {
    drawing("05-bus-offset.txt", NIC);
    document.deselect();
    int before = document.drawn().windows().size();

    Field window = field("window 0");
    String text = window.input().orElseThrow().text();
    String moved = text.replaceFirst("bus .*", "bus 0x1000_0000");
    assertThat(inspector.write(window, moved).done()).isTrue();

    assertThat(document.drawn().windows()).hasSize(before);
    assertThat(document.drawn().windows()).anyMatch(it -> it.bus().first() == 0x1000_0000L);
  }

  /// What a field shows can be written: spelling and reading are inverse.
  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldOfASampleReadsItsOwnText(Path sample) {
    document.open(List.of(sample));
    document.setMode(Mode.DRAW);
    int read = 0;
    for (PciFunction function : document.drawn().topology().functions()) {
      document.select(function.address());
      read += readAll();
    }
    document.deselect();
    read += readAll();

    assertThat(read).isGreaterThan(10);
  }

  private int readAll() {
    int read = 0;
    for (Field field : fields()) {
      String text = field.input().map(Input::text).orElse("");
      if (!text.isEmpty()) {
        assertThat(field.input().orElseThrow().read(text))
            .as(page().title() + ", " + field.name() + ": " + text)
            .isInstanceOf(Proposal.Change.class);
        read++;
      }
    }
    return read;
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(it -> it.toString().endsWith(".txt")).sorted().toList();
    }
  }

  // --- what is drawn
  // -------------------------------------------------------------------------------

  private void drawing(String sample, PciAddress selected) {
    document.open(List.of(SAMPLES.resolve(sample)));
    document.setMode(Mode.DRAW);
    document.select(selected);
  }

  private PciAddress nicBelowAPinnedWindow() {
    PciAddress nic = DrawnNic.belowAPinnedWindow(document);
    document.select(nic);
    return nic;
  }

  // --- what is shown
  // -------------------------------------------------------------------------------

  private InspectorPage page() {
    return inspector.page().orElseThrow();
  }

  private List<Field> fields() {
    return page().sections().stream().flatMap(it -> it.fields().stream()).toList();
  }

  private Field field(String name) {
    return fields().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no field " + name + " in " + fields()));
  }

  private AcsSwitches.Switch acs(AcsControl control) {
    return page().acs().switches().stream()
        .filter(it -> it.control() == control)
        .findFirst()
        .orElseThrow();
  }

  private PlatformEdit action(String field, String label) {
    return field(field).actions().stream()
        .filter(it -> it.label().equals(label))
        .findFirst()
        .orElseThrow()
        .edit();
  }

  private PlatformEdit sectionAction(String heading, String label) {
    return page().sections().stream()
        .filter(it -> it.heading().equals(heading))
        .flatMap(it -> it.actions().stream())
        .filter(it -> it.label().equals(label))
        .findFirst()
        .orElseThrow()
        .edit();
  }

  private Answer write(String field, String text) {
    return inspector.write(field(field), text);
  }

  private VerdictKind verdict() {
    return VerdictKind.of(document.verdict().get().orElseThrow());
  }
}
