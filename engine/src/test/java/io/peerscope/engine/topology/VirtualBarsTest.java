package io.peerscope.engine.topology;

import static io.peerscope.engine.PlatformBuilder.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.PageLookup;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A network card at 01:00.0 with BAR 0 at d000_0000 and two virtual functions, whose VF BAR 0
/// starts at d010_0000 with 16 KiB each.
class VirtualBarsTest {

  private static final String VF =
      """
      0000:01:00.%d Ethernet controller [0200]: Maker Card VF [8086:10ed]
      \tRegion 0: Memory at %x (64-bit, non-prefetchable) [virtual] [size=16K]
      00: ff ff ff ff 00 00 10 00 00 00 00 02 00 00 00 00
      10: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      20: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      30: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00

      """;

  private static String rows() {
    var rows = new StringBuilder("0000:00:01.0 PCI bridge [0604]: Maker Port [8086:1901]\n");
    rows.append("00: 86 80 01 19 06 00 10 00 00 00 04 06 00 00 01 00\n");
    rows.append("10: 00 00 00 00 00 00 00 00 00 01 01 00 f0 00 00 00\n");
    rows.append("20: 00 d0 f0 d0 f1 ff 01 00 00 00 00 00 00 00 00 00\n");
    rows.append("30: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n\n");
    rows.append("0000:01:00.0 Ethernet controller [0200]: Maker Card [8086:10fb]\n");
    rows.append("00: 86 80 fb 10 06 00 10 00 00 00 00 02 00 00 80 00\n");
    rows.append("10: 04 00 00 d0 00 00 00 00 00 00 00 00 00 00 00 00\n");
    rows.append("20: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n");
    rows.append("30: 00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 00\n");
    rows.append("40: 10 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00\n");
    for (int row = 0x50; row < 0x100; row += 16) {
      rows.append("%02x: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n".formatted(row));
    }
    rows.append("100: 10 00 01 00 00 00 00 00 09 00 00 00 02 00 02 00\n");
    rows.append("110: 02 00 00 00 01 00 01 00 00 00 ed 10 53 05 00 00\n");
    rows.append("120: 01 00 00 00 04 00 10 d0 00 00 00 00 00 00 00 00\n");
    rows.append("130: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n\n");
    return rows.toString();
  }

  private static Platform machine(String text) {
    return PlatformReader.read(List.of(new Input("card.txt", text.getBytes(UTF_8))))
        .platform()
        .withCpu(Fact.known(Cpu.parse("GenuineIntel/6").orElseThrow(), new GivenByOption("--cpu")));
  }

  private static Platform withSizes() {
    return machine(rows() + VF.formatted(1, 0xd010_0000L) + VF.formatted(2, 0xd010_4000L));
  }

  private static String pageAt(Platform platform, String address) {
    ResolvedPage page =
        new PageLookup(platform).resolve(DmaTarget.parse(address).orElseThrow()).page();
    return page instanceof ResolvedPage.Peer peer
        ? "%s+%x".formatted(peer.provider().shortForm(), peer.offset())
        : "nowhere";
  }

  @Test
  void theBusAddressFollowsFromThePhysicalFunctionsRegister() {
    PciFunction second = withSizes().topology().at(at("01:00.2"));

    assertThat(second.kind()).isEqualTo(FunctionKind.VIRTUAL_FUNCTION);
    assertThat(second.bar(0).orElseThrow().bus().ifKnown()).contains(new BusAddress(0xd010_4000L));
  }

  @Test
  void aPageOfAVirtualFunctionIsFound() {
    assertThat(pageAt(withSizes(), "0xd0101000")).isEqualTo("01:00.1+1000");
    assertThat(pageAt(withSizes(), "0xd0107000")).isEqualTo("01:00.2+3000");
    assertThat(pageAt(withSizes(), "0xd0108000")).isEqualTo("nowhere");
  }

  @Test
  void withoutSizesThePhysicalFunctionDoesNotReachIntoItsVirtualOnes() {
    Platform bare = machine(rows());

    assertThat(pageAt(bare, "0xd00ff000")).isEqualTo("01:00.0+ff000");
    assertThat(pageAt(bare, "0xd0101000")).isEqualTo("nowhere");
  }
}
