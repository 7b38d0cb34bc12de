package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines of capabilities that nothing is kept of are gone over without a look, and what follows
/// them is read as if they had been read.
class IgnoredLinesTest {

  private static final String LISTING =
      """
      00:01.0 PCI bridge: Acme Corporation Port (prog-if 00 [Normal decode])
      	Control: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR-
      	Status: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort-
      	Bus: primary=00, secondary=01, subordinate=03, sec-latency=0
      	Capabilities: [40] Express (v2) Root Port (Slot+), MSI 00
      		DevCap:	MaxPayload 128 bytes, PhantFunc 0
      			ExtTag- RBE-
      		DevCtl:	CorrErr- NonFatalErr- FatalErr- UnsupReq-
      			MaxPayload 128 bytes, MaxReadReq 128 bytes
      		LnkCap:	Port #5, Speed 16GT/s, Width x4, ASPM L1, Exit Latency L1 <8us
      			ClockPM- Surprise- LLActRep- BwNot- ASPMOptComp-
      		LnkSta:	Speed 8GT/s (downgraded), Width x4
      	Capabilities: [100 v2] Advanced Error Reporting
      		UESta:	DLP- SDES- TLP- FCP- CmpltTO- CmpltAbrt- UnxCmplt- RxOF- MalfTLP- ECRC-
      		HeaderLog: 00000000 00000000 00000000 00000000
      	Capabilities: [148 v1] Access Control Services
      		ACSCap:	SrcValid+ TransBlk+ ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans+
      		ACSCtl:	SrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-
      	Kernel driver in use: pcieport

      01:00.0 Ethernet controller: Acme Corporation Card
      	Flags: bus master, fast devsel, latency 0, IRQ 16
      	Capabilities: [40] Express Endpoint, MSI 00
      		DevCap:	MaxPayload 128 bytes, PhantFunc 0
      user@elsewhere:~$ lspci
      02:00.0 Ethernet controller: Other Card
      """;

  /// A letter that is not ASCII makes a reader look at the line.
  private static final String LOOKED_AT =
      "(?m)^(\\t\\t+(?:DevC|UESta|ExtTag|MaxPay|HeaderL|ClockPM).*).$";

  @Test
  void ignoringGivesTheSameMachineHoweverTheTextIsDamaged() {
    byte[] listing = LISTING.getBytes(StandardCharsets.ISO_8859_1);
    Damage.Mutation damage = Damage.ofTexts(List.of(listing));
    Laws.over(
        "ignored lines",
        2_000,
        seed -> {
          byte[] text = damage.of(listing, new Random(seed));
          Reading ignoring = read(text);
          Reading looking = read(lookedAt(text));
          assertThat(ignoring.platform()).isEqualTo(looking.platform());
          assertThat(ignoring.diagnostics()).isEqualTo(looking.diagnostics());
        });
  }

  @Test
  void whatFollowsAnIgnoredLineOnANewLineIsIgnoredToo() {
    String wrapped =
        """
        00:01.0 PCI bridge: Acme Corporation Port
        	Flags: bus master, fast devsel, latency 0
        	Capabilities: [148 v1] Access Control Services
        		DevCap:	a line that a mail program broke where the width of it ended
        ACSCtl: SrcValid+ TransBlk+ ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl+ DirectTrans+
        """;

    assertThat(read(wrapped.getBytes(StandardCharsets.ISO_8859_1)).platform())
        .isEqualTo(read(lookedAt(wrapped.getBytes(StandardCharsets.ISO_8859_1))).platform());
  }

  private static byte[] lookedAt(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1)
        .replaceAll(LOOKED_AT, "$1\u00e9")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Reading read(byte[] text) {
    return PlatformReader.read(List.of(new Input("listing", text)));
  }
}
