package io.peerscope.app.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.inspector.page.AcsSwitches.State;
import io.peerscope.app.inspector.page.AcsSwitches.Switch;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectorPageTest {

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());

  @Test
  void showsTheAcsControlWordBitByBitWithItsBytes() {
    InspectorPage page = pageOf("04-acs-redirect.txt", "0000:02:01.0");

    assertThat(stateOf(page, AcsControl.P2P_REQUEST_REDIRECT)).isEqualTo(State.SET);
    assertThat(stateOf(page, AcsControl.P2P_EGRESS_CONTROL)).isEqualTo(State.CANNOT);
    assertThat(page.acs().switches()).hasSize(7);
    assertThat(page.acs().bytes()).contains(new ByteRange(0x166, 2));
  }

  @Test
  void showsBothAddressesOfABarAndTheOffsetBetween() {
    InspectorPage page = pageOf("05-bus-offset.txt", "0000:03:00.0");

    assertThat(values(page, "BARS"))
        .contains("0x9000_0000", "0x3fe0_1000_0000")
        .contains("0xffff_c020_8000_0000");
  }

  @Test
  void saysWhyAFactIsUnknown() {
    document.openText("x", "00:1f.2 SATA controller: Intel Corporation\n");
    InspectorPage page = page("0000:00:1f.2");

    assertThat(page.acs().switches()).extracting(Switch::state).containsOnly(State.UNKNOWN);
    assertThat(page.acs().remark()).startsWith("unknown: ");
    assertThat(values(page, "IDENTITY")).anyMatch(value -> value.startsWith("unknown: "));
  }

  @Test
  void aBridgeShowsItsBusesAndWindows() {
    InspectorPage page = pageOf("01-one-switch.txt", "0000:01:00.0");

    assertThat(values(page, "BRIDGE"))
        .contains("primary 01, secondary 02, subordinate 05", "closed");
  }

  @Test
  void aFieldShowsItsRegisterBitByBit() {
    InspectorPage page = pageOf("04-acs-redirect.txt", "0000:02:01.0");

    List<RegisterView> registers = page.registersAt(page.acs().bytes().orElseThrow());

    assertThat(registers).extracting(RegisterView::name).containsExactly("ACSCtl");
    assertThat(registers.getFirst().bits())
        .filteredOn(RegisterView.BitLine::set)
        .extracting(RegisterView.BitLine::name)
        .contains("ReqRedir");
  }

  @Test
  void aFieldInTheMiddleOfADwordShowsNoMoreThanItsBits() {
    InspectorPage page = pageOf("04-acs-redirect.txt", "0000:02:01.0");
    Field now =
        page.sections().stream()
            .flatMap(section -> section.fields().stream())
            .filter(field -> field.name().equals("now"))
            .findFirst()
            .orElseThrow();

    List<RegisterView> registers = page.registersAt(now.bytes().orElseThrow());

    assertThat(registers).extracting(RegisterView::name).containsExactly("LnkSta");
    assertThat(registers.getFirst().bits())
        .filteredOn(bit -> bit.name().equals("Speed"))
        .singleElement()
        .matches(bit -> bit.value().endsWith("GT/s"));
  }

  @Test
  void aBridgeShowsItsWindowsToScale() {
    InspectorPage page = pageOf("01-one-switch.txt", "0000:02:00.0");

    assertThat(page.windows()).isNotEmpty().allMatch(use -> !use.spans().isEmpty());
  }

  private static State stateOf(InspectorPage page, AcsControl control) {
    return page.acs().switches().stream()
        .filter(it -> it.control() == control)
        .map(Switch::state)
        .findFirst()
        .orElseThrow();
  }

  private List<String> values(InspectorPage page, String heading) {
    return page.sections().stream()
        .filter(section -> section.heading().equals(heading))
        .flatMap(section -> section.fields().stream())
        .map(Field::value)
        .toList();
  }

  private InspectorPage pageOf(String sample, String address) {
    document.open(
        List.of(Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies", sample)));
    return page(address);
  }

  private InspectorPage page(String address) {
    Optional<PciAddress> parsed = PciAddress.parse(address);
    return InspectorPage.of(
        document.platform().get(), document.platform().get().topology().at(parsed.orElseThrow()));
  }
}
