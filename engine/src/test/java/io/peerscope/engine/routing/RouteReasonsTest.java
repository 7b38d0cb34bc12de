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
import static io.peerscope.engine.routing.Ways.writeTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Tlp.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the way of a TLP says about itself: the register, the window or the rule at each hop, and
/// the sentence at its end.
class RouteReasonsTest {

  private static final PciBus ROOT = at("00:00.0").onBus();

  private static List<String> rules(Route route) {
    return route.hops().stream().map(hop -> hop.decision().rule()).toList();
  }

  private static List<String> facts(Route route) {
    Reason reason =
        switch (route.outcome()) {
          case RouteOutcome.Misrouted(_, var why) -> why;
          case RouteOutcome.Rejected(_, var why) -> why;
          case RouteOutcome.Undetermined(_, var why) -> why;
          case RouteOutcome.Delivered _, RouteOutcome.AtRootComplex _ -> Reason.of("none", "");
        };
    return reason.evidence().stream().map(RouteReasonsTest::fact).toList();
  }

  private static String fact(Evidence evidence) {
    return "%s %s=%s".formatted(evidence.about(), evidence.name(), evidence.value());
  }

  @Test
  void everyHopNamesWhatDecidedThere() {
    assertThat(rules(request(machine(), "B", "A")))
        .containsExactly(
            "no ACS capability",
            "internal bus of the switch",
            "prefetchable memory window 0x200000100000-0x2000003fffff",
            "BAR 0, 0x200000100000-0x2000001fffff");
    assertThat(rules(request(machine("acs DP1=04; acs RP1=10"), "B", "A")))
        .startsWith("ACSCtl.ReqRedir = 1 (test.txt:1)")
        .endsWith("root bus 0000:00");
    assertThat(rules(completion(machine(), "A", "B")))
        .startsWith("ACSCtl.CmpltRedir = no ACS capability (the capability list)")
        .endsWith("bus numbers", "requester ID");
    assertThat(rules(completion(machine("acs DP0=04"), "A", "B")))
        .startsWith("ACSCtl.CmpltRedir = 0 (test.txt:1)");
  }

  /// The virtual function is on bus 70, which no bridge above has among its own.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=01 | the bus of requester 0000:70:00.0 is outside those of 0000:02:01.0, which validates the source: an ACS violation, so the write is dropped | ACSCtl.SrcValid=1
          ?acs DP1   | the bus of requester 0000:70:00.0 is outside those of 0000:02:01.0, and whether that validates the source is not told | ACSCtl.SrcValid=unknown
          """)
  void portThatValidatesSourcesSaysWhoseBusItMisses(String settings, String text, String fact) {
    Route route = request(machine("vf B=70:00.0; " + settings), "70:00.0", "A");

    assertThat(text(route)).isEqualTo(text);
    assertThat(facts(route)).containsExactly("0000:02:01.0 " + fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=02 | 0000:02:01.0 lets only untranslated addresses pass: an ACS violation, so the write is dropped | ACSCtl.TransBlk=1
          ?acs DP1   | whether 0000:02:01.0 lets only untranslated addresses pass is not told | ACSCtl.TransBlk=unknown
          """)
  void portThatBlocksTranslatedAddressesSaysSo(String settings, String text, String fact) {
    Platform platform = machine(settings).build();

    Route route =
        router(platform).request(write(platform, "B", "A").withAddressType(AddressType.TRANSLATED));

    assertThat(text(route)).isEqualTo(text);
    assertThat(facts(route)).contains("0000:02:01.0 " + fact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=0080; cap DP1=df | 0000:02:01.0 lets no I/O request up: an ACS violation, so it is answered with Completer Abort | ACSCtl.IoReqBlk=1
          ?acs DP1                 | whether 0000:02:01.0 lets I/O requests up is not told | ACSCtl.IoReqBlk=unknown
          """)
  void portThatBlocksIoRequestsSaysSo(String settings, String text, String fact) {
    Platform platform = machine(settings).build();
    Tlp tlp = Tlp.of(Kind.IO_WRITE, at(name("B")), given(0x1000), new Aim.NoDevice());

    Route route = router(platform).request(tlp);

    assertThat(text(route)).isEqualTo(text);
    assertThat(facts(route)).containsExactly("0000:02:01.0 " + fact);
  }

  /// One control that nobody knows of does not make a doubt of what another one forbids.
  @Test
  void controlThatForbidsCountsBesideOneThatIsNotTold() {
    Platform platform = machine("vf B=70:00.0; acs DP1=02; acsknown DP1=02").build();
    Tlp tlp = write(platform, "70:00.0", "A").withAddressType(AddressType.TRANSLATED);

    assertThat(outcome(router(platform).request(tlp))).isEqualTo("rejected translation-blocking");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "MEMORY_WRITE, so the write is dropped as an unsupported request",
    "MEMORY_READ,  so it is answered with Unsupported Request",
  })
  void requestThatNoPortOfASwitchClaimsSaysWhatBecomesOfIt(Kind kind, String ending) {
    Platform platform = machine("bar F=200080000000; acs DPx0=00").build();
    Tlp tlp = Tlp.of(kind, at(name("E")), given(0x2000_7000_0000L), new Aim.Anything());

    Route route = router(platform).request(tlp);

    assertThat(outcome(route)).isEqualTo("rejected no-claimant");
    assertThat(text(route)).endsWith(ending);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          atomics DP1=            | DevCap2.AtomicOpsCap.Routing=0
          atomics DP0=route block | DevCtl2.AtomicOpsCtl.EgressBlck=1
          atomics DP1=?route      | DevCap2.AtomicOpsCap.Routing=unknown
          """)
  void refusalOfAnAtomicOperationNamesTheBit(String change, String fact) {
    String all =
        "atomics B=send; atomics DP1=route; atomics DP0=route; atomics USP=route; atomics A=32 64; ";
    Platform platform = machine(all + change).build();
    Tlp write = write(platform, "B", "A");

    Route route =
        router(platform)
            .request(Tlp.of(Kind.ATOMIC_OP, write.requester(), write.address(), write.aim()));

    assertThat(facts(route)).hasSize(1).allMatch(it -> it.endsWith(" " + fact));
  }

  @Test
  void directTranslatedIsNamedOnlyWhereTheAddressIsTranslated() {
    Platform platform = machine("?acs DP1").build();
    Tlp plain = write(platform, "B", "A");
    Platform known = machine("acs DP1=00; acsknown DP1=22").build();

    assertThat(facts(router(platform).request(plain)))
        .containsExactly(
            "0000:02:01.0 ACSCtl.ReqRedir=unknown", "0000:02:01.0 ACSCtl.EgressCtrl=unknown");
    assertThat(facts(router(known).request(plain.withAddressType(AddressType.TRANSLATED))))
        .containsExactly(
            "0000:02:01.0 ACSCtl.ReqRedir=unknown",
            "0000:02:01.0 ACSCtl.EgressCtrl=0",
            "0000:02:01.0 ACSCtl.DirectTrans=unknown");
  }

  @ParameterizedTest
  @CsvSource({"USP, ACSCtl.UspMemAccess", "DP0, ACSCtl.DspMemAccess"})
  void accessToTheMemoryOfAPortIsNamedByTheKindOfPort(String port, String bit) {
    Route route = request(machine("?acs DP1; portbar %s=200090000000".formatted(port)), "B", port);

    assertThat(facts(route)).containsExactly("0000:02:01.0 " + bit + "=unknown");
  }

  @Test
  void bridgeToPciHasNoControlOfAccessToItsMemory() {
    assertThat(outcome(request(machine("?acs BR; portbar BR=200090000000"), "P1", "BR")))
        .isEqualTo("delivered");
  }

  @Test
  void functionThatMeansItselfSendsNothing() {
    Route route = request(machine(), "A", "A");

    assertThat(rules(route)).containsExactly("one function");
    assertThat(route.hops().getFirst().decision().sentence())
        .isEqualTo("0000:03:00.0 takes it: it stays inside the function");
  }

  /// Two functions at one address: no order between them is told.
  @Test
  void addressThatTwoPortsClaimIsLeftOpen() {
    Platform inSwitch = machine("bar A=200080000000; bar B=200080000000").build();
    Platform below = machine("bar A=200080000000; bar D=200080000000").build();

    Route across = router(inSwitch).request(writeTo(0x2000_8000_0000L, "C0"));
    Route down = router(below).requestFrom(ROOT, writeTo(0x2000_8000_0000L, "G"));

    assertThat(text(across)).isEqualTo("0000:02:00.0 and 0000:02:01.0 both claim the address");
    assertThat(text(down)).isEqualTo("0000:00:01.0 and 0000:00:02.0 both claim the address");
  }

  /// The kernel's allocator keeps IOVAs out of every window, and so out of BARs that are not told.
  @Test
  void addressOfRamIsNotDoubtedForTheBarOfANeighbour() {
    Platform platform = machine("?cpu; cpubar C0=300000000000").build();
    Tlp ram = Tlp.of(Kind.MEMORY_WRITE, at(name("C1")), given(0x1000), new Aim.NoDevice());
    Tlp astray = Tlp.of(Kind.MEMORY_WRITE, at(name("C1")), given(0x1000), new Aim.Anything());

    assertThat(outcome(router(platform).request(ram))).isEqualTo("at root complex");
    assertThat(outcome(router(platform).request(astray)))
        .isEqualTo("undetermined bar-address-unknown");
  }

  @Test
  void barOfIoPortsIsNoDoubtAboutMemory() {
    Platform platform = machine("?cpu; cpubar C0=300000000000; iobar C0").build();
    Tlp memory = Tlp.of(Kind.MEMORY_WRITE, at(name("C1")), given(0x1000), new Aim.Anything());

    assertThat(outcome(router(platform).request(memory))).isEqualTo("at root complex");
  }

  /// The test's bridges tell their memory windows and not that for I/O.
  @Test
  void windowsForMemoryAreNoneForIo() {
    Platform platform = machine().build();
    Tlp io = Tlp.of(Kind.IO_READ, at(name("B")), given(0x1000), new Aim.Anything());

    assertThat(outcome(router(platform).request(io))).isEqualTo("undetermined window-unknown");
  }

  @Test
  void bridgeThatMayBeAboveTheTargetIsTheOneInDoubt() {
    Platform platform = machine("?cpu; cpubar A=300000000000; ?windows DP0; ?windows DP2").build();
    Tlp tlp =
        Tlp.of(
            Kind.MEMORY_WRITE,
            at(name("B")),
            given(0x3000_0000_0000L),
            new Aim.Device(at(name("A"))));

    assertThat(text(router(platform).request(tlp)))
        .isEqualTo("whether a window of 0000:02:00.0 holds the address is not told");
  }

  @Test
  void redirectionBelowIsStillKnownWhereTheTlpPointsBack() {
    String forwarding = "acs DP3=10; ";

    assertThat(text(request(machine(forwarding + "acs DPx0=04"), "E", "F")))
        .startsWith("the TLP was redirected and points back below 0000:00:01.0, which has no ACS");
    assertThat(text(request(machine("acs DP3=04"), "E", "A")))
        .startsWith("the TLP was redirected and points back below 0000:00:01.0, which has no ACS");
  }

  /// Function 0 of the device says whether groups count: on a root bus, that of the same device.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vector 00:05.1=04; ari R=22 | rejected acs-violation
          vector 00:05.1=01; ari R=22 | at root complex
          vector 00:05.1=01           | rejected acs-violation
          vector 00:05.1=02           | at root complex
          """)
  void integratedEndpointsAreNumberedByTheirOwnDevice(String settings, String expected) {
    String all = "rciep 00:05.1; acs 00:05.1=20; " + settings;

    assertThat(outcome(request(machine(all), "00:05.1", "R"))).isEqualTo(expected);
  }

  @Test
  void withAriDeviceAndFunctionAreOneNumber() {
    assertThat(
            outcome(
                request(
                    machine("acs C1=20; vector C1=00 01").endpoint("05:01.0"), "C1", "05:01.0")))
        .isEqualTo("rejected acs-violation");
    assertThat(
            outcome(
                request(
                    machine("acs C1=20; vector C1=01 00").endpoint("05:01.0"), "C1", "05:01.0")))
        .isEqualTo("delivered");
  }

  @Test
  void deviceWithoutFunctionZeroLeavesTheNumbersOpen() {
    assertThat(
            outcome(
                request(
                    machine("no C0; acs C1=20; vector C1=00").endpoint("05:00.2"),
                    "C1",
                    "05:00.2")))
        .isEqualTo("undetermined egress-control");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=04; acs RP1=10; atomics DP1= | rejected atomic-not-routed
          acs DP1=04; acs RP1=10               | at root complex
          """)
  void atomicOperationThatIsRedirectedNeedsThePortToo(String change, String expected) {
    String all = "atomics B=send; atomics DP1=route; atomics USP=route; atomics RP1=route; ";
    Platform platform = machine(all + change).build();
    Tlp write = write(platform, "B", "A");

    Route route =
        router(platform)
            .request(Tlp.of(Kind.ATOMIC_OP, write.requester(), write.address(), write.aim()));

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @Test
  void atomicOperationFromTheRootComplexNeedsItsTarget() {
    String all = "atomics RP1=route; atomics USP=route; atomics DP0=route; atomics A=";
    Platform platform = machine(all).build();
    Tlp write = write(platform, "D", "A");

    Route route =
        router(platform)
            .requestFrom(
                ROOT, Tlp.of(Kind.ATOMIC_OP, write.requester(), write.address(), write.aim()));

    assertThat(outcome(route)).isEqualTo("rejected atomic-not-completed");
  }
}
