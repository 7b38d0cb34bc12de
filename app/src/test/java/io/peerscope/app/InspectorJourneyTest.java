package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Mode;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.SetWindow;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Journeys of somebody who changes a machine in the inspector.
class InspectorJourneyTest extends Journeys {

  private static final PciAddress PORT_OF_NIC = new PciAddress(0, 2, 1, 0);
  private static final PciAddress GPU = new PciAddress(0, 5, 0, 0);
  private static final PciAddress PORT_OF_GPU = new PciAddress(0, 2, 2, 0);

  @Test
  void turningAnAcsSwitchChangesTheVerdictAndUndoTurnsItBack() {
    drawing(PORT_OF_NIC);
    assertThat(verdict()).isEqualTo(VerdictKind.DIRECT);

    click("acs-ReqRedir");
    assertThat(verdict()).isNotEqualTo(VerdictKind.DIRECT);
    assertThat(window().document.selection().get()).contains(PORT_OF_NIC);

    interact(() -> window().document.undo());
    waitForWork();
    assertThat(verdict()).isEqualTo(VerdictKind.DIRECT);
  }

  @Test
  void aFieldIsWrittenInPlaceAndEscapeLeavesItAsItWas() {
    drawing(GPU);

    edit("field-driver");
    write("vfio-pci");
    hit(KeyCode.ESCAPE);
    assertThat(window().document.history().get().undoName()).isEmpty();

    edit("field-driver");
    write("vfio-pci");
    hit(KeyCode.ENTER);
    assertThat(window().document.history().get().undoName()).contains("set driver of 05:00.0");
  }

  @Test
  void wrongTextSaysUnderTheFieldHowItIsWritten() {
    drawing(GPU);

    edit("field-NUMA-node");
    write("left");
    hit(KeyCode.ENTER);

    assertThat(text("answer")).contains("whole number");
    assertThat(find("field-editor").isFocused()).isTrue();
    assertThat(window().document.notice().get()).isEmpty();
  }

  @Test
  void aBarThatDoesNotFitIsShownInItsWindowAndListed() {
    drawing(GPU);
    interact(() -> window().document.edit(pinned(PORT_OF_GPU)));
    interact(() -> window().document.select(GPU));
    waitForWork();

    edit("field-BAR-2");
    write("512 GiB");
    hit(KeyCode.ENTER);
    assertThat(text("answer")).contains("lacks");

    interact(() -> {
      window().selectTab("Problems");
      ((TableView<?>) find("problems")).getSelectionModel().select(0);
    });
    assertThat(find("problem-window").isVisible()).isTrue();
    assertThat(find("problem-window").getAccessibleText()).contains("lacks");
  }

  private void drawing(PciAddress selected) {
    openBeforehand(OpenWindow.sample("01"));
    interact(() -> {
      window().document.setMode(Mode.DRAW);
      window().document.select(selected);
      ((SplitPane) find("verdict-and-inspector")).setDividerPositions(0.1);
    });
    waitForWork();
  }

  private SetWindow pinned(PciAddress port) {
    var range =
        window().document.drawn().topology().at(port).windows().stream()
            .filter(it -> it.kind() == WindowKind.PREFETCHABLE)
            .findFirst()
            .flatMap(it -> it.range().ifKnown())
            .orElse(Optional.empty());
    return new SetWindow(port, WindowKind.PREFETCHABLE, Fact.known(range, new EditedByHand()));
  }

  /// As a user of the keyboard does; the line may be out of sight.
  private void edit(String field) {
    interact(() -> find(field).requestFocus());
    hit(KeyCode.ENTER);
    Node editor = find("field-editor");
    assertThat(editor).as("editor of " + field).isNotNull();
    assertThat(editor.isFocused()).isTrue();
  }
}
