package io.peerscope.app;

import io.peerscope.app.document.SysfsFolder;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.format.document.Observation.Prediction;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;

/// Brings windows into states of a running machine, for pictures. The machine is a folder.
final class LiveStates {

  private static final int PORTS = 6;
  private static final String GROUP = "group 3";

  private LiveStates() {}

  /// Read again after a driver, a link and a device have changed.
  static void readAgain(OpenWindow window) {
    Path root = folder();
    SysfsFolder machine = SysfsFolder.of(root, PORTS);
    oneAfterTheOther(
        () -> window.keeper.live().open(root),
        () -> {
          machine.bind(SysfsFolder.device(0), "vfio-pci");
          machine.set(SysfsFolder.device(1), "current_link_width", "1");
          machine.unplug(PORTS - 1);
          window.keeper.live().refresh();
        },
        () -> window.selectTab("This machine"));
  }

  /// Watched, while devices fall asleep, links become slow, and one comes.
  static void watched(OpenWindow window) {
    Path root = folder();
    SysfsFolder machine = SysfsFolder.of(root, PORTS);
    machine.unplug(PORTS - 1);
    oneAfterTheOther(
        () -> window.keeper.live().open(root),
        () -> {
          window.selectTab("This machine");
          window.keeper.live().watching().set(true);
          window.keeper.live().look();
        },
        () -> {
          machine.set(SysfsFolder.device(0), "power_state", "D3cold");
          window.keeper.live().look();
        },
        () -> {
          machine.set(SysfsFolder.device(1), "current_link_speed", "2.5 GT/s PCIe");
          machine.plug(PORTS - 1);
          window.keeper.live().look();
        });
  }

  /// An archive of a machine that was probed, opened, with what was seen beside what was predicted.
  static void observed(OpenWindow window) {
    Path root = folder();
    SysfsFolder machine = SysfsFolder.of(root, PORTS);
    machine.bind(SysfsFolder.device(0), "vfio-pci");
    machine.putIntoGroup(SysfsFolder.device(0), 3);
    Path archive = root.resolve("machine.tar.gz");
    try {
      Files.write(archive, ThisMachine.pack(root, Map.of(ThisMachine.OBSERVED, learnt())));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    oneAfterTheOther(
        () -> window.document.open(List.of(archive)),
        () -> PciAddress.parse(SysfsFolder.device(0)).ifPresent(window.document::select),
        () -> showEndOfInspector(window));
  }

  private static void showEndOfInspector(OpenWindow window) {
    var halves = (SplitPane) window.scene.lookup("#verdict-and-inspector");
    halves.setDividerPositions(0.15);
    for (Node scroll : halves.getItems().getLast().lookupAll(".scroll-pane")) {
      ((ScrollPane) scroll).setVvalue(1);
    }
  }

  private static String learnt() {
    var platform = io.peerscope.engine.platform.Platform.of(Topology.empty());
    String device = SysfsFolder.device(0);
    List<Observation> observed =
        List.of(
            told("C", GROUP, "viable", "yes", "VFIO_GROUP_GET_STATUS on group /dev/vfio/3"),
            told("F", device, "BAR 0", "131072 bytes, rwm", region(device)),
            told("G", device, "IOMMU mapping of BAR 0", accepted(), "VFIO_IOMMU_MAP_DMA"),
            compared(GROUP, "members", device, device, "agree"),
            compared(GROUP, "is the group viable", "yes", "yes", "agree"),
            compared(
                device,
                "DMA of 0000:02:00.0 to BAR 0, and its mapping",
                "refused: no bridge above both",
                accepted(),
                "not comparable"));
    byte[] document = DocumentWriter.write(PeerscopeDocument.of(platform).withObserved(observed));
    return new String(document, StandardCharsets.UTF_8);
  }

  private static String region(String device) {
    return "VFIO_DEVICE_GET_REGION_INFO on device " + device;
  }

  private static String accepted() {
    return "accepted: 64 KiB for reading at IOVA 0x1000000";
  }

  private static Observation told(
      String level, String about, String what, String seen, String source) {
    return new Observation(level, about, what, seen, source, Optional.empty());
  }

  private static Observation compared(
      String about, String what, String predicted, String seen, String agreement) {
    return new Observation(
        "", about, what, seen, "", Optional.of(new Prediction(predicted, agreement)));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("live");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// Each once the one before has come to its end.
  private static void oneAfterTheOther(Runnable... actions) {
    next(List.of(actions).iterator());
  }

  private static void next(Iterator<Runnable> actions) {
    if (actions.hasNext()) {
      actions.next().run();
      Platform.runLater(() -> Platform.runLater(() -> Platform.runLater(() -> next(actions))));
    }
  }
}
