package io.peerscope.app.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.DrawnNic;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.edit.SetBar;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is wrong with a machine, and what one click puts right.
class ProblemListTest {

  private static final PciAddress PORT = new PciAddress(0, 2, 1, 0);

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final ProblemList list = new ProblemList(document);

  @Test
  void oneRightAnswerIsOneButtonAndPutsItRight() {
    document.open(
        List.of(
            Path.of(
                System.getProperty("peerscope.root", ".."),
                "sample-topologies",
                "01-one-switch.txt")));
    int egress = AcsControl.P2P_EGRESS_CONTROL.mask();
    document.edit(new SetAcsControl(PORT, Fact.known(egress, new EditedByHand())));
    Problem wrong = withCode("acs-bit-without-capability");

    list.select(wrong);
    assertThat(document.selection().get()).contains(PORT);
    assertThat(list.fix(wrong.quickFix().orElseThrow())).isEmpty();

    assertThat(list.problems()).noneMatch(it -> it.code().equals("acs-bit-without-capability"));
    assertThat(document.selection().get()).contains(PORT);
  }

  @Test
  void aBarThatDoesNotFitIsListedWithItsWindow() {
    PciAddress nic = nicWithTooLargeABar();

    Problem noRoom = withCode("no-room");

    assertThat(noRoom.severity()).isEqualTo(Severity.ERROR);
    assertThat(noRoom.text()).contains("lacks", nic.toString());
    assertThat(noRoom.window().orElseThrow().missing()).isPositive();
  }

  @Test
  void aFixThatFindsNoRoomIsNotMade() {
    PciAddress nic = nicWithTooLargeABar();
    var before = document.drawn();

    var why = list.fix(new ReleaseBar(nic, 0));

    assertThat(why.orElseThrow().code()).isEqualTo("no-room");
    assertThat(document.drawn()).isSameAs(before);
  }

  @Test
  void whatCouldNotBeMadeIsOnTopUntilSomethingCan() {
    PciAddress nic = nicWithTooLargeABar();

    document.edit(new AddPart(new Place.Below(nic), part("gpu-p100")));
    assertThat(list.problems().getFirst()).isInstanceOf(Problem.InEdit.class);

    document.edit(new io.peerscope.engine.edit.RemoveBar(nic, 0));
    assertThat(list.problems()).noneMatch(Problem.InEdit.class::isInstance);
  }

  private Problem withCode(String code) {
    return list.problems().stream()
        .filter(it -> it.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + list.problems()));
  }

  private PciAddress nicWithTooLargeABar() {
    PciAddress nic = DrawnNic.belowAPinnedWindow(document);
    document.edit(
        new SetBar(
            nic,
            0,
            BarKind.MEMORY_64,
            true,
            Fact.known(1L << 36, new EditedByHand()),
            Fact.unknown("it has no address yet")));
    return nic;
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }
}
