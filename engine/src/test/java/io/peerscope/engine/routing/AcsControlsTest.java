package io.peerscope.engine.routing;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static io.peerscope.engine.routing.Ways.completion;
import static io.peerscope.engine.routing.Ways.given;
import static io.peerscope.engine.routing.Ways.outcome;
import static io.peerscope.engine.routing.Ways.request;
import static io.peerscope.engine.routing.Ways.router;
import static io.peerscope.engine.routing.Ways.text;
import static io.peerscope.engine.routing.Ways.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Tlp.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each ACS control does what the specification says of it, and nothing else.
class AcsControlsTest {

  //  RP1 ─ USP ─┬─ DP0 ── A         B → DP1 → USP → DP0 → A
  //             └─ DP1 ── B
  @ParameterizedTest(name = "B -> A with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                        | delivered
          acs DP1=04; acs RP1=10                        | at root complex
          acs DP0=04                                    | delivered
          acs DP1=08                                    | delivered
          acs DP1=5b; acs DP0=7f                        | delivered
          ?acs DP1                                      | undetermined acs-unknown
          ?acs DP0                                      | delivered
          acs DP1=20                                    | undetermined egress-control
          acs DP1=20; vector DP1=01; port DP0=0         | rejected acs-violation
          acs DP1=20; vector DP1=02; port DP0=0         | delivered
          acs DP1=20; vector DP1=02; port DP0=1         | rejected acs-violation
          acs DP1=20; cap DP1=7f; port DP0=0            | undetermined egress-control
          unkind DP0; unkind DP1; acs DP1=20; vector DP1=01; port DP0=0 | rejected acs-violation
          acs DP1=20; vector DP1=00 80; port DP0=f      | rejected acs-violation
          acs DP1=20; vector DP1=01; port DP0=8         | undetermined egress-control
          acs DP1=20; vector DP1=01                     | undetermined egress-control
          acs DP1=24; vector DP1=01; port DP0=0; acs RP1=10 | at root complex
          acs DP1=24; vector DP1=02; port DP0=0         | delivered
          acs DP1=04; vector DP1=01; port DP0=0; acs RP1=10 | at root complex
          acs DP1=00; acsknown DP1=24                   | delivered
          acs DP1=00; acsknown DP1=04                   | undetermined acs-unknown
          acs DP1=00; acsknown DP1=04; vector DP1=00; port DP0=0 | delivered
          acs DP1=04; acsknown DP1=04; vector DP1=01; port DP0=0; acs RP1=10 | at root complex
          acs DP1=20; acsknown DP1=20; vector DP1=00; port DP0=0 | delivered
          acs DP1=20; acsknown DP1=20; vector DP1=01; port DP0=0 | undetermined acs-unknown
          """)
  void requestForANeighbour(String settings, String expected) {
    assertThat(outcome(request(machine(settings == null ? "" : settings), "B", "A")))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TRANSLATED          |                                  | delivered
          TRANSLATED          | acs DP1=02                       | rejected translation-blocking
          TRANSLATED          | acs DP1=42                       | rejected translation-blocking
          TRANSLATED          | acs RP1=02                       | delivered
          TRANSLATED          | acs DP0=02                       | delivered
          TRANSLATED          | acs DP1=44                       | delivered
          TRANSLATED          | acs DP1=60; vector DP1=01; port DP0=0 | delivered
          TRANSLATED          | acs DP1=04; acs RP1=10           | at root complex
          TRANSLATED          | acs DP1=04; acs RP1=12           | rejected translation-blocking
          TRANSLATED          | ?acs DP1                         | undetermined translation-blocking
          TRANSLATION_REQUEST | acs DP1=02                       | rejected translation-blocking
          TRANSLATION_REQUEST | acs DP1=44; acs RP1=10           | at root complex
          TRANSLATION_REQUEST |                                  | undetermined translation-request
          UNTRANSLATED        | acs DP1=02                       | delivered
          UNTRANSLATED        | acs DP1=44; acs RP1=10           | at root complex
          """)
  void addressTypeIsWhatTranslationBlockingAndDirectTranslatedLookAt(
      AddressType type, String settings, String expected) {
    Platform platform = machine(settings == null ? "" : settings).build();

    Route route = router(platform).request(write(platform, "B", "A").withAddressType(type));

    assertThat(outcome(route)).isEqualTo(expected);
  }

  /// The virtual function is on bus 70, which no bridge above has among its own.
  @ParameterizedTest(name = "with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                        | delivered
          acs DP1=01                                    | rejected source-validation
          acs DP1=01; unkind DP1                        | undetermined source-validation
          acs DP1=1c                                    | at root complex
          acs DP1=1c; acs RP1=01                        | rejected source-validation
          acs USP=01; acs DP0=01                        | delivered
          ?acs DP1                                      | undetermined source-validation
          acs DP1=00; acsknown DP1=24                   | undetermined source-validation
          acs DP1=00; acsknown DP1=25                   | delivered
          """)
  void sourceValidationDropsRequestersOfOtherBuses(String settings, String expected) {
    String all = "vf B=70:00.0; acs RP1=10; " + (settings == null ? "" : settings);

    Route route = request(machine(all), "70:00.0", "A");

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @Test
  void violationSaysWhatBecomesOfTheRequest() {
    Platform platform = machine("acs DP1=20; vector DP1=01; port DP0=0").build();
    Tlp write = write(platform, "B", "A");
    Tlp read = Tlp.of(Kind.MEMORY_READ, write.requester(), write.address(), write.aim());

    assertThat(text(router(platform).request(write)))
        .isEqualTo(
            "egress control of 0000:02:01.0 forbids requests to 0000:02:00.0: an ACS violation, so"
                + " the write is dropped");
    assertThat(text(router(platform).request(read))).endsWith("answered with Completer Abort");
  }

  @ParameterizedTest(name = "A answers B with {0}, relaxed ordering {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP0=08; acs RP1=10  | false | at root complex
          acs DP0=08              | false | undetermined upstream-forwarding
          acs DP0=08              | true  | delivered
          acs DP0=77              | false | delivered
          acs DP1=08              | false | delivered
          ?acs DP0                | false | undetermined acs-unknown
          ?acs DP0                | true  | delivered
          """)
  void completionTurnsUpstreamOnlyByCompletionRedirect(
      String settings, boolean relaxed, String expected) {
    Platform platform = machine(settings).build();
    Tlp request = write(platform, "B", "A");

    Route answer =
        router(platform)
            .completion(at(name("A")), relaxed ? request.withRelaxedOrdering() : request);

    assertThat(outcome(answer)).isEqualTo(expected);
  }

  /// Functions of one device: nothing but RR, CR, EC and DT, and functions instead of ports.
  @ParameterizedTest(name = "C1 -> C0 with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                   | delivered
          acs C1=13                                | delivered
          acs C1=04; acs DP2=10; acs RP1=10        | at root complex
          acs C1=04                                | undetermined upstream-forwarding
          acs C0=04                                | delivered
          acs C1=20; vector C1=01                  | rejected acs-violation
          acs C1=20; vector C1=02                  | delivered
          acs C1=20; vector C1=01; ari C0=02       | rejected acs-violation
          acs C1=20; vector C1=04; ari C0=22; ari C1=02 | rejected acs-violation
          acs C1=20; vector C1=01; ari C0=22; ari C1=02 | delivered
          acs C1=20; vector C1=01; ari C0=20       | rejected acs-violation
          """)
  void requestForASiblingFunction(String settings, String expected) {
    assertThat(outcome(request(machine(settings == null ? "" : settings), "C1", "C0")))
        .isEqualTo(expected);
  }

  @Test
  void groupOfASiblingThatIsNotToldLeavesItOpen() {
    assertThat(outcome(request(machine("acs C0=20; vector C0=00; ari C0=02"), "C0", "C1")))
        .isEqualTo("undetermined egress-control");
  }

  @Test
  void virtualFunctionsHaveNoNumberInAnEgressVector() {
    assertThat(outcome(request(machine("acs Av2=20; vector Av2=00"), "Av2", "Av1")))
        .isEqualTo("undetermined egress-control");
    assertThat(outcome(request(machine("acs Av2=20; vector Av2=00"), "Av2", "A")))
        .isEqualTo("delivered");
  }

  /// Between root ports the root complex forwards; a root port can only forbid.
  @ParameterizedTest(name = "D -> A with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                   | at root complex
          acs RP2=1d                               | at root complex
          acs RP2=20; vector RP2=02; port RP1=1    | rejected acs-violation
          acs RP2=24; vector RP2=02; port RP1=1    | at root complex
          acs RP2=20; vector RP2=04; port RP1=1    | at root complex
          acs RP2=20; port RP1=1                   | undetermined egress-control
          ?acs RP2                                 | undetermined acs-unknown
          acs RP2=00; acsknown RP2=20              | at root complex
          acs RP2=04; acsknown RP2=04              | at root complex
          ?acs RP1                                 | at root complex
          """)
  void rootPortForbidsOnlyByEgressControl(String settings, String expected) {
    assertThat(outcome(request(machine(settings == null ? "" : settings), "D", "A")))
        .isEqualTo(expected);
  }

  /// BAR 2 of E is far above BAR 0, so that the windows above it have a hole, which F ends.
  @ParameterizedTest(name = "E writes into the hole with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                     | rejected no-claimant
          acs DPx0=1000                              | rejected no-claimant
          acs DPx0=1000; cap DPx0=df                 | undetermined upstream-forwarding
          acs DPx0=1000; cap DPx0=df; acs DP3=10; acs RP1=10 | at root complex
          acs DPx0=0000; cap DPx0=df                 | rejected no-claimant
          ?acs DPx0                                  | undetermined unclaimed-request
          acs DPx0=04; acs DP3=10                    | rejected no-claimant
          """)
  void unclaimedAddressInsideASwitch(String settings, String expected) {
    String all = "bar F=200080000000; " + (settings == null ? "" : settings);
    Platform platform = machine(all).build();
    Tlp tlp = Ways.writeTo(0x2000_7000_0000L, "E");

    assertThat(outcome(router(platform).request(tlp))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "an I/O request of B with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                   | at root complex
          acs DP1=0080             | at root complex
          acs DP1=0080; cap DP1=df | rejected io-request-blocking
          acs RP1=0080; cap RP1=df | rejected io-request-blocking
          ?acs DP1                 | undetermined io-request-blocking
          """)
  void ioRequestsComeUpUnlessTheyAreBlocked(String settings, String expected) {
    Platform platform = machine(settings == null ? "" : settings).build();
    Tlp tlp = Tlp.of(Kind.IO_WRITE, at(name("B")), given(0x1000), new Aim.NoDevice());

    assertThat(outcome(router(platform).request(tlp))).isEqualTo(expected);
  }

  /// Request Redirect does not concern a port's own memory; Memory Target Access does.
  @ParameterizedTest(name = "B -> BAR of {0} with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          USP |                                       | delivered
          USP | acs DP1=1d                            | delivered
          USP | acs DP1=0400; cap DP1=df              | rejected port-memory-blocked
          USP | acs DP1=0400                          | delivered
          USP | acs DP1=0100; cap DP1=df              | delivered
          USP | acs DP1=0800; cap DP1=df; acs RP1=10  | at root complex
          USP | acs DP1=0c00; cap DP1=df              | undetermined port-memory-access
          USP | ?acs DP1                              | undetermined port-memory-access
          DP0 |                                       | delivered
          DP0 | acs DP1=1d                            | delivered
          DP0 | acs DP1=0100; cap DP1=df              | rejected port-memory-blocked
          DP0 | acs DP1=0200; cap DP1=df; acs RP1=10  | at root complex
          DP1 | acs DP1=0100; cap DP1=df              | rejected port-memory-blocked
          DP1 |                                       | delivered
          """)
  void requestForTheMemoryOfAPort(String port, String settings, String expected) {
    String all = "portbar %s=200090000000; ".formatted(port) + (settings == null ? "" : settings);

    assertThat(outcome(request(machine(all), "B", port))).isEqualTo(expected);
  }

  //  P1, P2 on one PCI bus below the bridge BR: its ACS has no say, and it is the requester above
  @Test
  void devicesOnOnePciBusSeeEachOther() {
    assertThat(outcome(request(machine("?acs P1"), "P1", "P2"))).isEqualTo("delivered");
    assertThat(outcome(completion(machine(), "P2", "P1"))).isEqualTo("delivered");
  }

  @Test
  void bridgeToPciSendsRequestsAsItsOwn() {
    Platform platform = machine("acs RP4=01").build();

    Route route = router(platform).request(write(platform, "P2", "A"));

    assertThat(outcome(route)).isEqualTo("at root complex");
    assertThat(route.hops().getFirst().decision().sentence())
        .endsWith(", as a request of its own (0000:13:00.0)");
    assertThat(
            outcome(
                router(platform)
                    .completionFrom(
                        platform.topology().hostBridgeAbove(at(name("P2"))).orElseThrow().bus(),
                        write(platform, "P2", "A"))))
        .isEqualTo("delivered");
  }

  @Test
  void completionIsLostWhereNoBridgeHasTheRequestersBus() {
    Platform platform = machine("vf B=70:00.0").build();
    Tlp request = write(platform, "70:00.0", "A");

    assertThat(outcome(router(platform).completion(at(name("A")), request)))
        .isEqualTo("at root complex");
    assertThat(
            outcome(
                router(platform)
                    .completionFrom(
                        platform.topology().hostBridgeAbove(at(name("A"))).orElseThrow().bus(),
                        request)))
        .isEqualTo("rejected no-claimant");
  }
}
