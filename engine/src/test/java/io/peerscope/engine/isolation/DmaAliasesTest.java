package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Functions that issue DMA under the requester ID of another one on their bus.
class DmaAliasesTest {

  /// The first has the ids; Marvell's controllers borrow the ID of function 1 of their own slot.
  @ParameterizedTest(name = "01:00.0 {0} and {1}: {2}")
  @CsvSource({
    "1b4b:9230, 01:00.1, YES",
    "1b4b:9230, 01:00.2, NO",
    "1b4b:9230, 01:05.1, NO",
    "1180:e476, 01:00.1, NO",
    "8086:1234, 01:00.1, NO",
    "8086:2260, 01:10.0, YES",
    "8086:2260, 01:12.3, YES",
    "8086:2260, 01:12.0, NO",
    "8086:2260, 01:10.3, NO",
    "8086:2954, 01:1f.4, YES",
    "8086:2954, 01:1f.5, NO",
    "1a03:1150, 01:00.1, NO",
  })
  void idIsSharedWithWhomTheKernelsRowNames(String id, String other, Answer expected) {
    Topology topology =
        aPlatform().endpoint("01:00.0").id("01:00.0", id).endpoint(other).build().topology();
    var aliases = new DmaAliases(topology, new Identity(topology));

    assertThat(aliases.between(at("01:00.0"), at(other)).answer()).isEqualTo(expected);
    assertThat(aliases.between(at(other), at("01:00.0")).answer()).isEqualTo(expected);
  }

  @Test
  void deviceOfUntoldIdsMayBorrowOne() {
    Topology topology =
        aPlatform().endpoint("01:00.0").endpoint("01:00.1").idUntold("01:00.1").build().topology();
    var aliases = new DmaAliases(topology, new Identity(topology));

    for (Finding finding :
        new Finding[] {
          aliases.between(at("01:00.0"), at("01:00.1")),
          aliases.between(at("01:00.1"), at("01:00.0"))
        }) {
      assertThat(finding.answer()).isEqualTo(Answer.UNKNOWN);
      assertThat(finding.reason().evidence())
          .extracting(Evidence::about, Evidence::name)
          .containsExactly(tuple("0000:01:00.1", "id"));
    }
  }

  @Test
  void reasonNamesWhatLinuxKnowsOfTheDevice() {
    PlatformBuilder machine =
        aPlatform()
            .rootPort("00:01.0", 1)
            .acs("00:01.0", 0x1d)
            .endpoint("01:00.0")
            .id("01:00.0", "1b4b:9230")
            .endpoint("01:00.1");

    GroupAnswer answer = IommuGroups.predict(machine.build()).answers().get(at("01:00.1"));

    assertThat(answer).isNotNull();
    assertThat(answer.reason().text())
        .isEqualTo(
            "0000:01:00.1 is in the group of 0000:01:00.0: 0000:01:00.0 and 0000:01:00.1 issue DMA"
                + " with one requester ID");
    assertThat(answer.reason().evidence())
        .extracting(fact -> fact.about() + " " + fact.name() + "=" + fact.value())
        .containsExactly("0000:01:00.0 requester ID quirk=Marvell SATA controller");
  }

  /// The inner bridge is the AST1150, which forwards IDs; or one with the IOMMU in it, above which
  /// none is changed any more.
  @ParameterizedTest
  @CsvSource({
    "1a03:1150, joins-alias",
    "14e4:9084, joins-port",
    "8086:1234, joins-alias",
  })
  void bridgeFurtherUpCountsUnlessAnIommuIsBelowIt(String id, String code) {
    PlatformBuilder machine =
        aPlatform()
            .bridge("00:01.0", FunctionKind.PCIE_TO_PCI_BRIDGE, 1)
            .bridge("01:00.0", FunctionKind.PCI_BRIDGE, 2)
            .id("01:00.0", id)
            .function("02:00.0", FunctionKind.PCI_DEVICE);

    GroupAnswer answer = IommuGroups.predict(machine.build()).answers().get(at("02:00.0"));

    assertThat(answer).isNotNull();
    assertThat(answer.reason().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "14e4:9000, true,  false",
    "1a03:1150, false, true",
    "1b4b:9230, false, false",
  })
  void rowAboutABridgeIsNoRowAboutADevice(String id, boolean root, boolean without) {
    Topology topology = aPlatform().endpoint("01:00.0").id("01:00.0", id).build().topology();
    DmaAlias row =
        new DmaAliases(topology, new Identity(topology))
            .quirk(topology.at(at("01:00.0")))
            .orElseThrow();

    assertThat(row.isTranslationRoot()).isEqualTo(root);
    assertThat(row.isWithoutAlias()).isEqualTo(without);
  }

  /// The bridge keeps peers apart by a quirk; if it is one to conventional PCI, it lends its ID.
  @Test
  void bridgeOfUntoldTypeMayLendItsId() {
    PlatformBuilder machine =
        aPlatform()
            .bridge("00:01.0", FunctionKind.BRIDGE, 1)
            .id("00:01.0", "1def:e005")
            .capabilitiesUntold("00:01.0")
            .function("01:00.0", FunctionKind.PCI_DEVICE);

    var groups = IommuGroups.predict(machine.build());

    assertThat(groups.undetermined()).containsExactly(at("00:01.0"), at("01:00.0"));
    assertThat(groups.answers().get(at("01:00.0")))
        .isNotNull()
        .satisfies(answer ->
            assertThat(answer.reason().because())
                .extracting(reason -> reason.code())
                .containsExactly("type-unknown"));
  }
}
