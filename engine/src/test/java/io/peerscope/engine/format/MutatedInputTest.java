package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Damaged listings: cut, flipped, spliced, repeated.
class MutatedInputTest {

  private static final int LARGEST_SAMPLE = 48 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private static final String SMALL_LISTING =
      """
      00:00.0 Host bridge [0600]: Acme Corporation Root [1af4:0001] (rev 02)
      	Flags: bus master, fast devsel, latency 0
      00: f4 1a 01 00 06 00 10 00 02 00 00 06 00 00 00 00

      00:01.0 PCI bridge [0604]: Acme Corporation Port [1af4:0002] (prog-if 00 [Normal decode])
      	Control: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping-
      	Status: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort-
      	Bus: primary=00, secondary=01, subordinate=03, sec-latency=0
      	Memory behind bridge: c0000000-c01fffff [size=2M] [32-bit]
      	Capabilities: [40] Express (v2) Root Port (Slot+), MSI 00
      		LnkCap:	Port #5, Speed 16GT/s, Width x4, ASPM L1, Exit Latency L1 <8us
      	Capabilities: [148 v1] Access Control Services
      		ACSCtl:	SrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl-

      01:00.0 Ethernet controller [0200]: Acme Corporation Card [1af4:0003]
      	Region 0: Memory at c0000000 (64-bit, non-prefetchable) [size=16K]
      	Capabilities: <access denied>
      """;

  @Test
  void damagedListingsAreReadWithoutExceptionAndWithoutDelay() throws IOException {
    List<byte[]> originals = originals();

    new Damage(originals, Damage.ofTexts(originals), 10_000).readEach(4, LONGEST);
  }

  private static List<byte[]> originals() throws IOException {
    var originals = new ArrayList<byte[]>();
    originals.add(SMALL_LISTING.getBytes(StandardCharsets.UTF_8));
    for (Path file : SharedData.entries("samples/lspci")) {
      if (Files.size(file) <= LARGEST_SAMPLE) {
        originals.add(Files.readAllBytes(file));
      }
    }
    return originals;
  }
}
