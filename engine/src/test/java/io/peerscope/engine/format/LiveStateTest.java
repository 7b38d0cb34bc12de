package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.sysfs.PowerAndLink;
import io.peerscope.engine.format.tree.DirectoryTree;
import io.peerscope.engine.format.tree.LiveCopy;
import io.peerscope.engine.platform.MachineChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What changes on a running machine by itself is seen without waking anybody.
class LiveStateTest {

  private static final String HOST = "sys/devices/pci0000:00/0000:00:00.0";
  private static final String PORT = "sys/devices/pci0000:00/0000:00:01.0";
  private static final String CARD = SysfsFixture.CARD;
  private static final String SECOND = PORT + "/0000:01:00.1";

  @TempDir Path root;
  private int readings;

  /// A root port and a card below it, both awake, with links.
  private static SysfsFixture machine() {
    return powered(powered(SysfsFixture.small(), PORT, "D0"), CARD, "D0")
        .file(PORT + "/current_link_speed", "16.0 GT/s PCIe\n")
        .file(PORT + "/current_link_width", "8\n")
        .file(CARD + "/current_link_speed", "8.0 GT/s PCIe\n")
        .file(CARD + "/current_link_width", "4\n");
  }

  private static SysfsFixture powered(SysfsFixture fixture, String folder, String state) {
    return fixture.file(folder + "/power_state", state + "\n");
  }

  private Path folder(SysfsFixture fixture) {
    readings++;
    return fixture.folder(root.resolve(Integer.toString(readings)));
  }

  private List<String> changes(SysfsFixture before, SysfsFixture after) {
    return LiveState.read(folder(before)).changesTo(LiveState.read(folder(after))).stream()
        .map(MachineChange::toString)
        .toList();
  }

  @Test
  void machineThatStaysAsItIsHasNoChanges() {
    assertThat(changes(machine(), machine())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power_state        | D3hot            | power: D0 → D3hot",
        "power_state        | D1               | power: D0 → D1",
        "power_state        | unknown          | power: D0 → unknown",
        "power_state        | D3cold           | power: D0 → asleep (D3cold), not woken",
        "current_link_speed | 2.5 GT/s PCIe    | link: x4 8 GT/s → x4 2.5 GT/s",
        "current_link_speed | Unknown          | link: x4 8 GT/s → x4 Unknown",
        "current_link_width | 1                | link: x4 8 GT/s → x1 8 GT/s",
      })
  void attributeThatChangesIsNamed(String attribute, String value, String change) {
    assertThat(changes(machine(), machine().file(CARD + "/" + attribute, value + "\n")))
        .containsExactly("0000:01:00.0 " + change);
  }

  @Test
  void functionThatWakesUpIsNamed() {
    assertThat(changes(powered(machine(), CARD, "D3cold"), machine()))
        .containsExactly("0000:01:00.0 power: D3cold → D0");
  }

  @Test
  void deviceThatIsPulledIsGoneAndOneThatIsPluggedAppears() {
    SysfsFixture more = machine().function(SECOND, "0x020000", "0x15b3", "0x1017");

    assertThat(changes(more, machine())).containsExactly("0000:01:00.1 is gone");
    assertThat(changes(machine(), more)).containsExactly("0000:01:00.1 appeared");
  }

  @Test
  void linkOfASleepingFunctionIsNotAskedFor() {
    SysfsFixture asleep =
        powered(machine(), CARD, "D3cold").file(CARD + "/current_link_width", "63\n");

    assertThat(changes(machine(), asleep))
        .containsExactly("0000:01:00.0 power: D0 → asleep (D3cold), not woken");
  }

  @Test
  void linkBelowASleepingBridgeIsNotAskedFor() {
    SysfsFixture asleep =
        powered(machine(), PORT, "D3hot").file(CARD + "/current_link_width", "63\n");

    assertThat(changes(machine(), asleep)).containsExactly("0000:00:01.0 power: D0 → D3hot");
  }

  /// The attributes below would resume the function: `pci_config_pm_runtime_get`.
  @ParameterizedTest
  @CsvSource({"D3cold", "D3hot", "D1", "unknown"})
  void nothingButPowerIsReadOfAFunctionThatIsNotInD0(String state) {
    Path folder = folder(powered(machine(), CARD, state));
    var tree = new LiveCopy(new DirectoryTree("machine", folder));

    PowerAndLink.read(tree);

    assertThat(tree.opened())
        .containsOnly(
            PORT + "/current_link_speed",
            PORT + "/current_link_width",
            CARD + "/power_state",
            PORT + "/power_state");
  }

  @Test
  void functionWhosePowerIsNotToldIsNotAskedForItsLink() {
    Path folder = folder(machine().file(HOST + "/current_link_speed", "8.0 GT/s PCIe\n"));
    var tree = new LiveCopy(new DirectoryTree("machine", folder));

    PowerAndLink host = PowerAndLink.read(tree).get(Texts.address("00:00.0"));

    assertThat(host).isEqualTo(new PowerAndLink("unknown", Optional.empty()));
    assertThat(tree.opened()).doesNotContain(HOST + "/current_link_speed");
  }

  @ParameterizedTest
  @CsvSource({"current_link_speed", "current_link_width"})
  void linkThatIsToldInHalfIsNone(String absent) {
    Path folder = folder(machine().without(CARD + "/" + absent));

    assertThat(PowerAndLink.read(new DirectoryTree("", folder)).get(Texts.address("01:00.0")))
        .isEqualTo(new PowerAndLink("D0", Optional.empty()));
  }

  @Test
  void linkThatLeadsNowhereAndANameThatIsNoAddressAreNoFunctions() {
    Path folder =
        folder(
            machine()
                .link("sys/bus/pci/devices/0000:07:00.0", "../../../devices/nowhere")
                .link("sys/bus/pci/devices/other", "../../../devices/pci0000:00"));
    var addresses = new ArrayList<>(PowerAndLink.read(new DirectoryTree("", folder)).keySet());

    assertThat(addresses)
        .containsExactly(
            Texts.address("00:00.0"), Texts.address("00:01.0"), Texts.address("01:00.0"));
  }

  @Test
  void folderWithoutSysfsHasNoFunctions() {
    assertThat(LiveState.read(root).changesTo(LiveState.read(root))).isEmpty();
  }
}
