package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.FxWatch.Block;
import io.peerscope.app.document.Live;
import io.peerscope.app.document.SysfsFolder;
import io.peerscope.engine.address.PciAddress;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The running machine in the window: F5 reads it again and lists what has changed, and the FX
/// thread answers meanwhile.
class RefreshJourneyTest extends Journeys {

  @TempDir Path root;

  private Live live() {
    return window().keeper.live();
  }

  private void open() {
    interact(() -> live().open(root));
    waitUntil(live()::isOpen);
    waitForWork();
  }

  private void readAgain() {
    int before = window().document.history().get().size();
    hit(KeyCode.F5);
    waitUntil(() -> window().document.history().get().size() > before);
  }

  private List<String> tabs() {
    return ((TabPane) find("tabs")).getTabs().stream().map(tab -> tab.getText()).toList();
  }

  @Test
  void f5ListsWhatChangedUnderItsOwnTab() {
    SysfsFolder machine = SysfsFolder.of(root, 3);
    assertThat(tabs()).doesNotContain("This machine");
    open();
    var device = new PciAddress(0, 1, 0, 0);
    interact(() -> window().document.select(device));
    machine.bind(SysfsFolder.device(0), "vfio-pci");

    focusCanvas();
    readAgain();

    assertThat(tabs()).contains("This machine");
    interact(() -> window().selectTab("This machine"));
    assertThat(((TableView<?>) find("live-events")).getItems()).hasSize(1);
    assertThat(window().document.selection().get()).contains(device);
  }

  @Test
  void aHundredRefreshesOf200FunctionsKeepTheFxThreadFree() {
    SysfsFolder machine = SysfsFolder.of(root, 100);
    open();
    focusCanvas();
    interact(() -> window().selectTab("This machine"));

    Block longest = longestBlockDuring(() -> readAgainChanged(machine, 100));
    System.getLogger(getClass().getName())
        .log(
            System.Logger.Level.INFO,
            "longest of a hundred refreshes of 200 functions: {0}",
            longest);

    assertThat(longest.millis())
        .as("blocked: " + longest)
        .isLessThanOrEqualTo(Patience.MOST_MILLIS);
  }

  private void readAgainChanged(SysfsFolder machine, int times) {
    for (int time = 0; time < times; time++) {
      machine.bind(SysfsFolder.device(time), "driver" + window().document.history().get().size());
      readAgain();
    }
  }
}
