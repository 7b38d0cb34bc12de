package io.peerscope.engine.format.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.format.tree.DirectoryTree;
import io.peerscope.engine.format.tree.LiveCopy;
import io.peerscope.engine.format.tree.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files of a live tree are opened: asking some of them does something to the hardware.
class SysfsReaderTest {

  private static final String PORT = "sys/devices/pci0000:00/0000:00:01.0/";
  private static final String CARD = PORT + "0000:01:00.0/";

  private static void write(Path root, String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// A port and a card with every attribute that a function can have, each with one digit in it.
  private static Path tree(Path root, String portPower, String cardPower) throws IOException {
    Set<String> all =
        Stream.concat(
                Stream.concat(SysfsFiles.REMEMBERED.stream(), SysfsFiles.FROM_REGISTERS.stream()),
                Stream.of(
                    "resource0",
                    "resource0_wc",
                    "rom",
                    "vpd",
                    "reset",
                    "remove",
                    "rescan",
                    "enable",
                    "new_id",
                    "driver_override",
                    "p2pmem/allocate",
                    "p2pmem/size"))
            .collect(Collectors.toSet());
    for (String folder : new String[] {PORT, CARD}) {
      for (String name : all) {
        write(root, folder + name, "1\n");
      }
    }
    write(root, PORT + "power_state", portPower + "\n");
    write(root, CARD + "power_state", cardPower + "\n");
    Files.createDirectories(root.resolve("sys/bus/pci/devices"));
    return root;
  }

  private static Set<String> openedOf(Path root, String folder) {
    var tree = new LiveCopy(new DirectoryTree("t", root));
    SysfsRoot sysfs = SysfsRoot.find(tree).orElseThrow();

    assertThat(SysfsReader.read(tree, sysfs, new DiagnosticLog()).functions()).hasSize(2);

    return tree.opened().stream()
        .filter(path -> path.startsWith(folder) && !path.substring(folder.length()).contains(":"))
        .map(Paths::name)
        .collect(Collectors.toSet());
  }

  @Test
  void onlyHarmlessFilesAreOpened(@TempDir Path root) throws IOException {
    assertThat(openedOf(tree(root, "D0", "D0"), CARD))
        .contains("config", "resource", "vendor", "size")
        .doesNotContain(
            "resource0",
            "resource0_wc",
            "rom",
            "vpd",
            "reset",
            "remove",
            "rescan",
            "enable",
            "new_id",
            "driver_override",
            "allocate");
  }

  @Test
  void sleepingFunctionIsNotWoken(@TempDir Path root) throws IOException {
    assertThat(openedOf(tree(root, "D0", "D3cold"), CARD))
        .contains("vendor", "power_state", "resource")
        .doesNotContainAnyElementsOf(SysfsFiles.FROM_REGISTERS);
  }

  /// The kernel would wake the bridge first.
  @Test
  void functionBelowASleepingBridgeIsNotAsked(@TempDir Path root) throws IOException {
    tree(root, "D3cold", "D0");

    assertThat(openedOf(root, CARD)).doesNotContainAnyElementsOf(SysfsFiles.FROM_REGISTERS);
    assertThat(openedOf(root, PORT)).doesNotContainAnyElementsOf(SysfsFiles.FROM_REGISTERS);
  }

  /// Kernels before 5.11 do not tell how deeply a function sleeps.
  @Test
  void suspendedFunctionOfAnOldKernelIsNotAsked(@TempDir Path root) throws IOException {
    tree(root, "D0", "unknown");
    write(root, CARD + "power/runtime_status", "suspended\n");

    assertThat(openedOf(root, CARD)).doesNotContainAnyElementsOf(SysfsFiles.FROM_REGISTERS);
  }

  @Test
  void functionThatIsOnlyInD3hotIsAsked(@TempDir Path root) throws IOException {
    tree(root, "D0", "D3hot");
    write(root, CARD + "power/runtime_status", "suspended\n");

    assertThat(openedOf(root, CARD)).contains("config");
  }
}
