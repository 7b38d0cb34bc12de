package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeMappingTest {

  private static final PeerMapping SINCE_6_0 =
      new PeerMapping(
          PeerMapping.Offset.ADDED, PeerMapping.Through.DMA_MAP, PeerMapping.Refusal.EREMOTEIO);

  private static final PeerPermission THROUGH =
      new PeerPermission(
          PeerPermission.Kind.THROUGH_HOST_BRIDGE, Reason.of("listed", "the list says so"));

  private static NativeMapping mapping(Platform platform) {
    return new NativeMapping(platform, Optional.of(SINCE_6_0));
  }

  private static DmaRequest request(String client, String target) {
    return DmaRequest.page(
        at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.WRITE);
  }

  private static String ofRam(PlatformBuilder machine, String client, String address) {
    return spell(
        mapping(machine.build())
            .ofRam(
                request(client, "host:" + address), new HostPhysicalAddress(Long.decode(address))));
  }

  private static String ofPeer(PlatformBuilder machine, String client, String address) {
    Platform platform = machine.build();
    DmaRequest request = request(client, address);
    var page = (ResolvedPage.Peer) new PageLookup(platform).resolve(request.target()).page();
    return spell(mapping(platform).ofPeer(request, page, THROUGH));
  }

  private static String ofUser(PlatformBuilder machine, String client, long iova, long physical) {
    return spell(
        mapping(machine.build())
            .ofUser(
                request(client, "host:0x1000"),
                new Iova(iova),
                Fact.known(new HostPhysicalAddress(physical), new GivenByOption("--to"))));
  }

  private static String spell(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed(var how, var address, _) ->
          how.spelling() + " " + address.ifKnown().map(known -> Hex.of(known.value())).orElse("?");
      case Mapping.Failed(var errno, var reason) -> errno + " " + reason.code();
      case Mapping.Undecided(var reason) -> "? " + reason.code();
    };
  }

  private static PlatformBuilder inboundAt4GiB() {
    return machine()
        .cpu("BCM2711/1")
        .inbound("00", 0, 0x4_0000_0000L, 0xc000_0000L)
        .dmaMask(name("B"), -1L);
  }

  @Test
  void ramIsProgrammedAsItStandsOnTheBus() {
    assertThat(ofRam(inboundAt4GiB(), "B", "0x1000")).isEqualTo("direct 0x400001000");
    assertThat(ofRam(inboundAt4GiB(), "G", "0x1000"))
        .as("another host bridge restricts nothing")
        .isEqualTo("direct 0x1000");
  }

  @Test
  void ramOutsideTheInboundRangesIsBounced() {
    assertThat(ofRam(inboundAt4GiB(), "B", "0xc0000000")).isEqualTo("bounced ?");
  }

  @Test
  void theMaskIsComparedWithWhatStandsOnTheBus() {
    assertThat(ofRam(inboundAt4GiB().dmaMask(name("B"), 0xffff_ffffL), "B", "0x1000"))
        .isEqualTo("bounced ?");
  }

  @Test
  void deviceMemoryOutsideTheInboundRangesCannotBeReached() {
    PlatformBuilder machine =
        machine().inbound("00", 0, 0, 0xc000_0000L).bar(name("A"), 0x1_0000_0000L);

    assertThat(ofPeer(machine, "D", "0x100000000")).isEqualTo("EIO cannot-bounce");
  }

  @ParameterizedTest(name = "IOVA {0} for {1} with {2}: {3}")
  @CsvSource({
    "0x100000000,    0x5000, translated,  translated 0x100000000",
    "0x100000000,    0x5000, passthrough, translated 0x100000000",
    "0x100000000,    0x5000, off,         EINVAL vfio-no-iommu",
    "0x100000004,    0x5000, translated,  EINVAL iova-unaligned",
    "0xfee00000,     0x5000, translated,  EINVAL iova-reserved",
    "0xfedff000,     0x5000, translated,  translated 0xfedff000",
    "0x1000000000000, 0x5000, translated, ? iova-width-unknown",
    "0x400000000000000, 0x5000, translated, EINVAL iova-too-high",
    "0,              0x5000, translated,  translated 0x0",
    "0xfffffffff000, 0x5000, translated,  translated 0xfffffffff000",
    "0x1fffffffffff000, 0x5000, translated, ? iova-width-unknown",
    "0x200000000000000, 0x5000, translated, EINVAL iova-too-high",
  })
  void aVfioUserGetsTheAddressUnlessItIsReserved(
      String iova, String physical, String iommu, String expected) {
    PlatformBuilder machine = machine().iommu(IommuMode.ofSpelling(iommu).orElseThrow());

    assertThat(ofUser(machine, "B", Long.decode(iova), Long.decode(physical))).isEqualTo(expected);
  }

  @Test
  void windowsOfTheHostBridgeAreNotKeptFromAVfioUser() {
    PlatformBuilder machine =
        machine()
            .iommu(IommuMode.TRANSLATED)
            .window("00", 0x2000_0000_0000L, 0x2000_0000_0000L, 0x1_0000_0000L);

    assertThat(ofUser(machine, "B", 0x2000_0000_0000L, 0x5000))
        .isEqualTo("translated 0x200000000000");
  }

  @Test
  void functionsBehindVmdAreNotViableForVfio() {
    PlatformBuilder machine = machine("id R=8086:28c0").iommu(IommuMode.TRANSLATED);

    assertThat(ofUser(machine, "V1", 0x1000, 0x5000)).isEqualTo("EPERM vfio-not-viable");
  }

  @Test
  void behindVmdTheReasonsNameTheVmdFunction() {
    Mapping mapping =
        mapping(machine("id R=8086:28c0; kernel 5.4").iommu(IommuMode.TRANSLATED).build())
            .ofRam(request("V1", "host:0x1000"), new HostPhysicalAddress(0x1000));

    assertThat(mapping.reason().because())
        .extracting(Reason::code)
        .containsExactly("vmd-requester-id", "vmd-dma-ops", "vmd-interrupts");
    assertThat(mapping.reason().because().getFirst().text()).contains(name("R"));
  }

  @ParameterizedTest(name = "{0}: RAM {1}, peer {2}")
  @CsvSource({
    "firmware generic,          direct 0x1000,                direct 0x100000000",
    "firmware PowerNV,          ? platform-ram,               unsupported platform-dma-ops",
    "firmware pSeries,          ? platform-ram,               unsupported platform-dma-ops",
    "firmware powernv,          ? platform-ram,               unsupported platform-dma-ops",
    "firmware power-store-only, ? platform-ram,               translated ?",
    "firmware CHRP,             ? platform-rule-not-modelled, ? platform-rule-not-modelled",
    "cpu POWER9/0,              ? platform-unknown,           ? platform-unknown",
  })
  void platformsHaveRulesOfTheirOwn(String setting, String ram, String peer) {
    PlatformBuilder machine =
        machine(setting)
            .bar(name("A"), 0x1_0000_0000L)
            .window("00", 0x1_0000_0000L, 0x1_0000_0000L, 0x1_0000_0000L)
            .dmaMask(name("D"), -1L);

    assertThat(ofRam(machine, "D", "0x1000")).isEqualTo(ram);
    assertThat(ofPeer(machine, "D", "0x100000000")).isEqualTo(peer);
  }

  @Test
  void aTranslatorsAnswerStandsBesideTheRefusalOfMainline() {
    Platform platform = machine("firmware PowerNV").build();

    List<String> codes = mapping(platform).platformRefusal().map(Reason::code).stream().toList();

    assertThat(codes).containsExactly("platform-dma-ops");
  }

  @Test
  void whatAVfioUserGetsDependsOnIommuAndPlatform() {
    assertThat(ofUser(machine("?iommu"), "B", 0x1000, 0x5000)).isEqualTo("? iommu-unknown");
    assertThat(ofUser(machine("firmware PowerNV"), "B", 0x1000, 0x5000))
        .isEqualTo("? platform-vfio");
    assertThat(ofUser(machine("firmware CHRP"), "B", 0x1000, 0x5000))
        .isEqualTo("? platform-rule-not-modelled");
  }

  /// A product that remaps interrupts, below a kernel that is not told.
  @Test
  void behindVmdTheReasonsSayWhatTheProductDoesWithInterrupts() {
    Mapping mapping =
        mapping(machine("id R=8086:201d; ?kernel").iommu(IommuMode.TRANSLATED).build())
            .ofRam(request("V1", "host:0x1000"), new HostPhysicalAddress(0x1000));

    assertThat(mapping.reason().because())
        .extracting(Reason::code)
        .containsExactly("vmd-requester-id", "vmd-interrupts");
    assertThat(mapping.reason().because().getLast().text())
        .isEqualTo("interrupts from behind it are writes to the MSI-X table of 0000:00:05.0");
  }

  @Test
  void ramIsMovedByTheDifferenceOfTheInboundRange() {
    PlatformBuilder machine =
        machine().inbound("00", 0x4000_0000L, 0x4_0000_0000L, 0x4000_0000L).dmaMask(name("B"), -1L);

    assertThat(ofRam(machine, "B", "0x40001000")).isEqualTo("direct 0x400001000");
    assertThat(ofRam(machine, "B", "0x1000")).isEqualTo("bounced ?");
  }

  @Test
  void inboundRangeIsAmongTheReasons() {
    Mapping mapping =
        mapping(inboundAt4GiB().build())
            .ofRam(request("B", "host:0x1000"), new HostPhysicalAddress(0x1000));

    assertThat(mapping.reason().evidence())
        .extracting(fact -> fact.about() + " " + fact.name())
        .contains("host bridge 0000:00 dma-ranges");
  }

  /// A page of 4 KiB ends at the mask, or one byte beyond it.
  @Test
  void lastByteMayBeTheLastThatTheMaskReaches() {
    assertThat(ofRam(machine().dmaMask(name("B"), 0x1fff), "B", "0x1000"))
        .isEqualTo("direct 0x1000");
    assertThat(ofRam(machine().dmaMask(name("B"), 0x1ffe), "B", "0x1000")).isEqualTo("bounced ?");
    assertThat(ofRam(machine(), "B", "0xfffff000")).isEqualTo("direct 0xfffff000");
    assertThat(ofRam(machine(), "B", "0x100000000")).isEqualTo("? mask-unknown");
  }

  @Test
  void reservedRangeIsNamed() {
    Mapping mapping =
        mapping(machine().iommu(IommuMode.TRANSLATED).build())
            .ofUser(
                request("B", "host:0x1000"),
                new Iova(0xfee0_0000L),
                Fact.known(new HostPhysicalAddress(0x5000), new GivenByOption("--to")));

    assertThat(mapping.reason().text()).startsWith("0xfee00000 is in ").contains("0xfee00000-");
  }

  @ParameterizedTest
  @CsvSource({"5.5, true", "5.6, false"})
  void vmdDriverHadOperationsOfItsOwnUpTo55(String kernel, boolean expected) {
    Mapping mapping =
        mapping(machine("id R=8086:28c0; iommu translated; kernel " + kernel).build())
            .ofRam(request("V1", "host:0x1000"), new HostPhysicalAddress(0x1000));

    assertThat(mapping.reason().because())
        .extracting(Reason::code)
        .contains("vmd-requester-id")
        .satisfies(codes -> assertThat(codes.contains("vmd-dma-ops")).isEqualTo(expected));
  }
}
