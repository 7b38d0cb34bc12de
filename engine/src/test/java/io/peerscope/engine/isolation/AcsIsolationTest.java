package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.topology.FunctionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether a function keeps its peers apart, and the facts it is said with.
class AcsIsolationTest {

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RP1 |                    | NO      | acs-missing            | 0000:00:01.0 ACS=absent
          RP1 | acs RP1=0d         | NO      | acs-bits-clear         | 0000:00:01.0 ACSCtl.UpstreamFwd=0
          RP1 | ?acs RP1           | UNKNOWN | acs-unknown            | 0000:00:01.0 ACSCtl=unknown
          BR  |                    | NO      | acs-not-applicable     | 0000:12:00.0 type=pcie-to-pci-bridge
          P1  |                    | NO      | acs-not-applicable     | 0000:13:00.0 type=pci-device
          B   |                    | YES     | single-function        | 0000:04:00.0 multi-function=0
          C0  |                    | NO      | acs-missing            | 0000:05:00.0 ACS=absent
          B   | ?header B; acs B=00 | UNKNOWN | multi-function-unknown | 0000:04:00.0 multi-function=unknown
          B   | ?header B          | UNKNOWN | multi-function-unknown | 0000:04:00.0 multi-function=unknown
          """)
  void answerRestsOnTheFunctionsOwnFacts(
      String function, String settings, Answer answer, String code, String fact) {
    Finding finding = isolationOf(settings, function);

    assertThat(finding.answer()).isEqualTo(answer);
    assertThat(finding.reason().code()).isEqualTo(code);
    assertThat(finding.reason().evidence())
        .extracting(each -> each.about() + " " + each.name() + "=" + each.value())
        .containsExactly(fact);
  }

  /// Alone in its device or not, it keeps peers apart.
  @Test
  void bitsSufficeWhereItIsNotToldWhetherAFunctionIsAlone() {
    Finding finding = isolationOf("?header B; acs B=1d", "B");

    assertThat(finding.answer()).isEqualTo(Answer.YES);
    assertThat(finding.reason().code()).isEqualTo("acs-isolated");
  }

  @Test
  void functionsOfUntoldTypeMayKeepEachOtherApart() {
    var machine =
        aPlatform()
            .rootPort("00:01.0", 1)
            .acs("00:01.0", 0x1d)
            .function("01:00.0", FunctionKind.FUNCTION)
            .function("01:00.1", FunctionKind.FUNCTION);
    for (String address : new String[] {"01:00.0", "01:00.1"}) {
      machine.id(address, "1af4:1000").capabilitiesUntold(address);
    }

    Finding finding = new AcsIsolation(machine.build()).of(at("01:00.0"));

    assertThat(finding.answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(finding.reason().text())
        .isEqualTo("the Device/Port Type of 0000:01:00.0 is not told");
    assertThat(IommuGroups.predict(machine.build()).undetermined())
        .containsExactly(at("01:00.0"), at("01:00.1"));
  }

  private static Finding isolationOf(String settings, String function) {
    return new AcsIsolation(machine(settings == null ? "" : settings).build())
        .of(at(name(function)));
  }
}
