package io.peerscope.app.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.AddSwitch;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.topology.Parent;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lines between ports and devices.
///
///     00:00.0 root port ── 01:00.0 switch ─┬─ 02:00.0 ── 03:00.0 GPU
///                                          └─ 02:01.0
///     00:01.0 root port
class LineTest {

  private static final PciBus BUS = new PciBus(0, 0);

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private PciAddress port = PciAddress.of(BUS, 0);
  private PciAddress free = PciAddress.of(BUS, 0);
  private PciAddress upstream = PciAddress.of(BUS, 0);
  private PciAddress occupied = PciAddress.of(BUS, 0);
  private PciAddress gpu = PciAddress.of(BUS, 0);

  @BeforeEach
  void draw() {
    document.startBlank();
    make(new AddHostBridge(Optional.of(BUS), part("intel-xeon")));
    port = make(new AddRootPort(BUS, part("root-port-gen5")));
    upstream = make(new AddSwitch(new Place.Below(port), part("switch-gen5"), 2));
    occupied = document.drawn().topology().childrenOf(upstream).getFirst();
    gpu = make(new AddPart(new Place.Below(occupied), part("gpu-h100-pcie")));
    free = make(new AddRootPort(BUS, part("root-port-gen5")));
  }

  @Test
  void fromADeviceToAFreePortConnectsItAndUndoNamesThat() {
    letGo(new Line(gpu, false), free);

    assertThat(document.history().get().undoName().orElseThrow())
        .startsWith("connect ")
        .endsWith(" to " + free);
    assertThat(document.drawn().topology().childrenOf(free)).hasSize(1);
    assertThat(document.drawn().topology().childrenOf(occupied)).isEmpty();
  }

  @Test
  void fromAPortToADeviceDoesTheSame() {
    letGo(new Line(free, true), gpu);

    assertThat(document.drawn().topology().childrenOf(free)).hasSize(1);
  }

  @Test
  void toASwitchEndsAtItsFirstFreePort() {
    letGo(new Line(gpu, false), free);
    PciAddress moved = document.drawn().topology().childrenOf(free).getFirst();

    letGo(new Line(moved, false), upstream);

    PciAddress back = document.drawn().topology().childrenOf(occupied).getFirst();
    assertThat(document.drawn().topology().parentOf(back)).isEqualTo(new Parent.Below(occupied));
  }

  @Test
  void toWhereItCannotBeSaysWhy() {
    assertThat(refusal(new Line(gpu, false), new Spot.OnPage()))
        .isEqualTo("draw it to a port or a host bridge");
    assertThat(refusal(new Line(gpu, false), new Spot.OnHostBridge(BUS)))
        .startsWith("an endpoint needs a root port above it");
    assertThat(refusal(new Line(gpu, false), new Spot.OnFunction(occupied)))
        .endsWith("is connected to %s already".formatted(occupied));
    assertThat(refusal(new Line(upstream, false), new Spot.OnFunction(occupied)))
        .isEqualTo("it cannot hang below itself");
    assertThat(refusal(new Line(free, false), new Spot.OnFunction(gpu)))
        .endsWith("has no port to put anything below it");
    assertThat(refusal(new Line(port, true), new Spot.OnFunction(gpu)))
        .contains("already leads to");
    assertThat(refusal(new Line(port, true), new Spot.OnHostBridge(BUS)))
        .startsWith("a port leads away from its host bridge");
  }

  private String refusal(Line line, Spot spot) {
    Landing landing = line.at(document.drawn(), spot);
    assertThat(landing).isInstanceOf(Landing.Refused.class);
    return landing.sentence();
  }

  private void letGo(Line line, PciAddress end) {
    Landing landing = line.at(document.drawn(), new Spot.OnFunction(end));
    assertThat(landing).isInstanceOf(Landing.Possible.class);
    ((Landing.Possible) landing).deed().accept(document);
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  private PciAddress make(PlatformEdit edit) {
    EditResult result = document.edit(edit);
    assertThat(result).isInstanceOf(EditResult.Applied.class);
    var added = ((EditResult.Applied) result).added();
    return added.isEmpty() ? PciAddress.of(BUS, 0) : added.getFirst();
  }
}
