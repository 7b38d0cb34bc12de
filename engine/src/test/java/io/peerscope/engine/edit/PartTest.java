package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The catalogue of parts.
class PartTest {

  private static List<Part> parts() {
    return Part.all();
  }

  @Test
  void thereIsAPartOfEveryKindThatAMachineNeeds() {
    assertThat(parts())
        .extracting(Part::group)
        .contains(
            "root",
            "root-port",
            "switch",
            "gpu",
            "nic",
            "nvme",
            "accelerator",
            "generic",
            "bridge",
            "conventional",
            "vmd",
            "ahci");
    assertThat(parts()).hasSizeGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyPartNamesItsSource(Part part) {
    assertThat(part.functions())
        .allSatisfy(function -> {
          assertThat(function.source()).hasSizeGreaterThan(15);
          assertThat(function.name()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("parts")
  void registersOfAPartSayWhatItsFactsSay(Part part) {
    for (PartFunction row : part.functions()) {
      Optional<BridgeBuses> buses =
          row.kind().isBridge() ? Optional.of(new BridgeBuses(2, 3, 7)) : Optional.empty();

      PciFunction function = NewFunction.of(row, at("02:00.0"), buses, false);

      var header = new HeaderReader(function.config(), "parts.tsv").read();
      assertThat(header.id().ifKnown()).isEqualTo(function.id().ifKnown());
      row.classCode().ifPresent(code -> assertThat(header.classCode().ifKnown()).contains(code));
      assertThat(header.bars())
          .extracting(Bar::index, Bar::kind, Bar::prefetchable)
          .containsAll(
              function.bars().stream()
                  .filter(
                      bar -> header.bars().stream().anyMatch(read -> read.index() == bar.index()))
                  .map(bar -> tuple(bar.index(), bar.kind(), bar.prefetchable()))
                  .toList());
      assertThat(header.windows())
          .extracting(BridgeWindow::kind, window -> window.range().ifKnown())
          .containsExactlyElementsOf(
              function.windows().stream()
                  .map(window -> tuple(window.kind(), window.range().ifKnown()))
                  .toList());
      if (row.id().isPresent()) {
        assertThat(header.buses().ifKnown()).isEqualTo(function.buses().ifKnown());
      }
      capabilitiesAgree(function);
    }
  }

  private static void capabilitiesAgree(PciFunction function) {
    var read = new CapabilityReader(function.config(), "parts.tsv").read();
    assertThat(read.anomalies()).isEmpty();
    if (function.config().has(0, 2)) {
      assertThat(read.capabilities().all())
          .noneMatch(UnknownCapability.class::isInstance)
          .extracting(Capability::offset)
          .isEqualTo(function.capabilities().all().stream().map(Capability::offset).toList());
      assertThat(
              read.capabilities()
                  .pciExpress()
                  .ifKnown()
                  .flatMap(found -> found)
                  .map(PartTest::port))
          .isEqualTo(
              function
                  .capabilities()
                  .pciExpress()
                  .ifKnown()
                  .flatMap(found -> found)
                  .map(PartTest::port));
    }
  }

  private static List<Object> port(PciExpress express) {
    return List.of(express.type(), express.slot());
  }
}
