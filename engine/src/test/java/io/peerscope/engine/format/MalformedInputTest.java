package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.address;
import static io.peerscope.engine.format.Texts.function;
import static io.peerscope.engine.format.Texts.read;
import static io.peerscope.engine.format.Texts.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.Parent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue of malformed inputs, one test for each: what happens is said, nothing breaks.
class MalformedInputTest {

  private static final String ENDPOINT = "b3 15 17 10 06 00 10 00 00 00 00 02";
  private static final String BRIDGE = "86 80 35 12 06 00 10 00 00 00 04 06 00 00 01 00";

  @Test
  void aFileLargerThanAnyInput(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large");
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((512L << 20) + 1);
    }

    assertThatThrownBy(() -> Input.of("large", file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("512 MiB");
  }

  // Hex dumps.

  @Test
  void hexThatEndsInTheMiddleOfAByte() {
    assertCodes(read("01:00.0 X: y\n00: b3 15 17 1"), "truncated-row");
  }

  @Test
  void anOddNumberOfDigits() {
    assertCodes(read("01:00.0 X: y\n00: b3 15 171 10\n"), "malformed-row");
  }

  @Test
  void linesThatEndAsOnWindows() {
    Reading reading = read(dump("01:00.0", ENDPOINT).replace("\n", "\r\n"));

    assertThat(reading.diagnostics()).isEmpty();
    assertThat(function(reading, "01:00.0").id().ifKnown()).isPresent();
  }

  @Test
  void utf16WithAndWithoutAMark() {
    byte[] text = dump("01:00.0", ENDPOINT).getBytes(UTF_16LE);
    byte[] marked = dump("\ufeff01:00.0", ENDPOINT).getBytes(UTF_16LE);

    assertThat(readBytes(marked).diagnostics()).isEmpty();
    assertThat(readBytes(marked).platform().topology().size()).isOne();
    assertCodes(readBytes(text), "not-text");
    assertThat(readBytes(text).platform().topology().size()).isOne();
  }

  @Test
  void aByteOrderMarkOfUtf8() {
    assertThat(read(dump("\ufeff01:00.0", ENDPOINT)).diagnostics()).isEmpty();
  }

  @Test
  void nulBytesInTheText() {
    Reading reading = read(dump("01:00.0", ENDPOINT).replace(" y", " y\0\0"));

    assertCodes(reading, "not-text");
    assertThat(reading.platform().topology().size()).isOne();
  }

  @Test
  void aLineLongerThanSixtyFourKibibytes() {
    Reading reading = read("x".repeat(70_000) + "\n" + dump("01:00.0", ENDPOINT));

    assertCodes(reading, "line-too-long");
    assertThat(reading.platform().topology().size()).isOne();
  }

  @Test
  void rowsThatJumpOverlapAndComeTwice() {
    String header = "01:00.0 X: y\n" + row(0, ENDPOINT);

    assertThat(codes(read(header + row(0x20, "")))).contains("offset-jump");
    assertCodes(read(header + row(0x08, "ff")), "duplicate-row");
    assertThat(read(header + "\n" + header).platform().topology().size()).isOne();
  }

  @Test
  void aDomainOfThirtyTwoBits() {
    Reading reading = read(dump("deadbeef:01:00.0", ENDPOINT));

    assertThat(reading.diagnostics()).isEmpty();
    assertThat(reading.platform().topology().find(address("deadbeef:01:00.0"))).isPresent();
  }

  // Bus numbers.

  @Test
  void aSecondaryBusThatIsNotAboveThePrimary() {
    assertCodes(read(bridge("02:00.0", "02 01 03")), "bus-loop");
  }

  @Test
  void aSubordinateBusBelowTheSecondary() {
    assertCodes(read(bridge("00:01.0", "00 05 02")), "bus-range");
  }

  @Test
  void twoParentsOfOneBus() {
    Reading reading =
        read(
            bridge("00:01.0", "00 05 05")
                + bridge("00:02.0", "00 05 05")
                + dump("05:00.0", ENDPOINT));

    assertCodes(reading, "bus-claimed-twice");
    assertThat(reading.platform().topology().parentOf(address("05:00.0")))
        .isEqualTo(new Parent.Below(address("00:01.0")));
  }

  @Test
  void aBusThatNoBridgeLeadsTo() {
    String endpoint = extended("", "").replace("01:00.0", "09:00.0");
    Reading reading = read(bridge("00:01.0", "00 05 05") + endpoint);

    assertThat(reading.platform().topology().parentOf(address("09:00.0")))
        .isInstanceOf(Parent.Untold.class);
  }

  @Test
  void aBridgeThatIsItsOwnParent() {
    Reading reading = read(bridge("05:00.0", "05 05 05"));

    assertCodes(reading, "bus-loop");
    assertThat(reading.platform().topology().childrenOf(address("05:00.0"))).isEmpty();
  }

  // Registers.

  @Test
  void aHeaderTypeNobodyDefines() {
    assertCodes(read(dump("01:00.0", ENDPOINT + " 00 00 7f")), "unknown-header-type");
  }

  @Test
  void aCapabilityListThatGoesInACircle() {
    String list = withList("40") + row(0x40, "01 50") + row(0x50, "05 40");

    assertCodes(read(list), "capability-loop");
  }

  @Test
  void aCapabilityPointerIntoTheHeader() {
    assertThat(codes(read(withList("20") + row(0x40, "")))).isNotEmpty();
  }

  @Test
  void aCapabilityPointerBeyondWhatIsThere() {
    assertThat(read(withList("fc") + row(0x40, "")).platform().topology().size()).isOne();
  }

  @Test
  void anExtendedListThatGoesInACircle() {
    assertCodes(read(extended("0d 00 01 14", "0b 00 01 10")), "capability-loop");
  }

  @Test
  void anExtendedCapabilityOfVersionZero() {
    assertThat(read(extended("0d 00 00 14", "0b 00 00 00")).platform().topology().size()).isOne();
  }

  @Test
  void anExtendedCapabilityBeyondTheEnd() {
    assertThat(read(extended("0d 00 c1 ff", "")).platform().topology().size()).isOne();
  }

  @Test
  void aFunctionThatAnswersAllOnes() {
    String ones = "ff ".repeat(16).strip();
    Reading reading = read("01:00.0 X: y\n" + rows(ones, 4));

    assertThat(reading.platform().topology().childrenOf(address("01:00.0"))).isEmpty();
    assertThat(function(reading, "01:00.0").capabilities().acs().ifKnown()).isNotPresent();
  }

  @Test
  void aFunctionThatAnswersAllZeros() {
    Reading reading = read("01:00.0 X: y\n" + rows("", 16));

    assertThat(reading.platform().topology().size()).isOne();
    assertThat(function(reading, "01:00.0").capabilities().acs().ifKnown())
        .satisfiesAnyOf(
            acs -> assertThat(acs).isEmpty(), acs -> assertThat(acs.orElseThrow()).isEmpty());
  }

  @Test
  void acsControlThatTheCapabilityDoesNotHave() {
    String acs = extended("0d 00 01 00", "").replace(row(0x104, ""), "");

    assertThat(function(read(acs), "01:00.0").capabilities().acs().ifKnown().orElseThrow())
        .isPresent();
  }

  @Test
  void aBarThatWouldReachBeyondTheLastAddress() {
    Reading reading =
        read(
            """
            01:00.0 Ethernet controller [0200]: Acme Card [15b3:1017]
            	Control: I/O- Mem+ BusMaster+
            	Region 0: Memory at fffffffffffff000 (64-bit, prefetchable) [size=64K]
            	Region 2: Memory at c0000000 (32-bit, non-prefetchable) [size=0]
            	Kernel driver in use: acme
            """);

    assertThat(reading.platform().topology().size()).isOne();
    assertThat(function(reading, "01:00.0").bars()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anAddressThatIsDumpedTwiceWithOtherBytes() {
    assertCodes(
        read(dump("01:00.0", ENDPOINT) + dump("01:00.0", ENDPOINT.replace("b3", "b4"))),
        "duplicate-function");
  }

  // JSON.

  @Test
  void aDocumentWithAFieldTwice() {
    Reading reading = read("{\"peerscope\": 1, \"peerscope\": 1, \"functions\": []}");

    assertThat(reading.platform().topology().size()).isZero();
    assertThat(reading.diagnostics()).isNotEmpty();
  }

  @Test
  void aNumberBeyondAllNumbers() {
    assertThat(
            read("[{\"realpath\": \"/sys/devices/pci0000:00/0000:00:01.0\","
                    + " \"numa_node\": 1e400, \"iommu_group\": 99999999999999999999}]")
                .platform()
                .topology()
                .size())
        .isOne();
  }

  @Test
  void jsonOfAHundredThousandLevels() {
    assertThat(codes(read("{\"realpath\":" + "[".repeat(100_000))))
        .contains("not-understood", "broken-json");
  }

  @Test
  void aStringOfTwentyMegabytes() {
    Reading reading = read("[{\"realpath\": \"" + "x".repeat(20_000_000) + "\"}]");

    assertThat(codes(reading)).contains("not-understood");
  }

  @Test
  void halfOfASurrogatePair() {
    Reading reading =
        read("[{\"realpath\": \"/sys/devices/pci0000:00/0000:00:01.0\", \"driver\": \"\\ud800\"}]");

    assertThat(reading.platform().topology().size()).isOne();
  }

  // XML.

  @Test
  void anEntityOutsideOfTheDocument() {
    Reading reading =
        read(
            "<?xml version=\"1.0\"?><!DOCTYPE topology [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + FormatExamples.HWLOC
                    .substring(FormatExamples.HWLOC.indexOf("<topology"))
                    .replace("6.1.0", "&x;"));

    assertThat(reading.diagnostics().toString()).doesNotContain("root:");
    assertThat(reading.platform().kernel().ifKnown()).isEmpty();
  }

  @Test
  void aBillionLaughs() {
    var entities = new StringBuilder("<!ENTITY a0 \"ha\">");
    for (int n = 1; n < 30; n++) {
      String before = "&a" + (n - 1) + ";";
      entities.append("<!ENTITY a").append(n).append(" \"").append(before.repeat(10)).append("\">");
    }
    String text =
        "<!DOCTYPE topology [" + entities + "]>" + "<topology version=\"2.0\">&a29;</topology>";

    assertThat(read(text).platform().topology().size()).isZero();
  }

  // Archives.

  @Test
  void entriesThatWouldLieElsewhere() throws IOException {
    Reading reading =
        readBytes(
            tar(
                file("../../etc/passwd", "root"),
                file("/tree.txt", FormatExamples.TREE),
                file("a/../../b", "x")));

    assertThat(codes(reading)).contains("path-outside");
    assertThat(reading.platform().topology().size()).isEqualTo(3);
  }

  @Test
  void linksAndDevicesInAnArchive() throws IOException {
    Reading reading =
        readBytes(
            tar(
                link("passwd.txt", "/etc/passwd", TarArchiveEntry.LF_SYMLINK),
                link("hard.txt", "../../etc/passwd", TarArchiveEntry.LF_LINK),
                link("null", "", TarArchiveEntry.LF_CHR),
                link("pipe", "", TarArchiveEntry.LF_FIFO),
                file("tree.txt", FormatExamples.TREE)));

    assertThat(reading.platform().topology().size()).isEqualTo(3);
    assertThat(reading.diagnostics().toString()).doesNotContain("root:");
  }

  @Test
  void archivesInArchivesAsIn42Zip() throws IOException {
    byte[] inner = zip("tree.txt", FormatExamples.TREE.getBytes(UTF_8));
    byte[] outer = zip("inner.zip", inner);

    assertThat(codes(readBytes(outer))).contains("nested-archive");
    assertThat(readBytes(outer).platform().topology().size()).isZero();
  }

  @Test
  void anArchiveThatHoldsItself() throws IOException {
    byte[] once = zip("r.zip", new byte[0]);
    byte[] twice = zip("r.zip", once);

    assertThat(codes(readBytes(zip("r.zip", twice)))).contains("nested-archive");
  }

  @Test
  void zerosThatUnpackToHundredsOfMegabytes() throws IOException {
    Reading reading = readBytes(gzipOfZeros(300 << 20));

    assertCodes(reading, "file-too-large");
    assertThat(reading.diagnostics().getFirst().message()).contains("64 MiB");
  }

  @Test
  void aFileInAZipThatUnpacksToHundredsOfMegabytes() throws IOException {
    assertThat(codes(readBytes(zip("dump.txt", new byte[100 << 20]))))
        .contains("archive-too-large");
  }

  @Test
  void anArchiveThatLiesAboutItsSizes() throws IOException {
    byte[] archive = tar(file("tree.txt", FormatExamples.TREE));
    byte[] size = "77777777777\0".getBytes(ISO_8859_1);
    System.arraycopy(size, 0, archive, 124, size.length);
    byte[] corrected = withSum(archive);

    assertThat(codes(readBytes(corrected))).contains("broken-archive");
  }

  @Test
  void aGzipThatLiesAboutItsSize() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(FormatExamples.TREE.getBytes(UTF_8));
    }
    byte[] lying = packed.toByteArray();
    Arrays.fill(lying, lying.length - 4, lying.length, (byte) 0xff);

    assertThat(readBytes(lying).platform().topology().size()).isEqualTo(3);
    assertCodes(readBytes(lying), "broken-gzip");
  }

  // Sysfs.

  @Test
  void linksOfSysfsThatLeadNowhereAndFilesThatCannotBeRead() throws IOException {
    String folder = "sys/devices/pci0000:00/0000:00:01.0";
    Reading reading =
        readBytes(
            tar(
                file(folder + "/class", "0x060400\n"),
                file(folder + "/vendor", ""),
                link(folder + "/driver", "../../../../bus/pci/drivers/gone", '2'),
                link(
                    "sys/bus/pci/devices/0000:00:01.0",
                    "../../../devices/pci0000:00/0000:00:01.0",
                    '2'),
                link("sys/bus/pci/devices/0000:09:00.0", "../../../devices/gone", '2')));

    assertThat(reading.platform().topology().find(address("00:01.0"))).isPresent();
  }

  // Listings.

  @Test
  void lspciThatWasKilledMidway() {
    Reading reading =
        read(
            """
            00:00.0 Host bridge [0600]: Acme Root [1af4:0001]

            01:00.0 Ethernet controller [0200]: Acme Card [15b3:1017]
            	Control: I/O- Mem+ BusMaster+ SpecCycle-
            	Region 0: Memory at c00\
            """);

    assertThat(function(reading, "01:00.0").capabilities().acs().ifKnown()).isEmpty();
    assertThat(reading.platform().topology().size()).isEqualTo(2);
  }

  @Test
  void lspciInAnotherLanguage() {
    Reading reading =
        read(
            """
            01:00.0 VGA-kompatibler Controller: Acme Grafik [15b3:1017] (Rev. 01)
            	Unterger\u00e4t: Acme Ger\u00e4t 0001
            	Kerneltreiber in Benutzung: acme
            """);

    assertThat(reading.platform().topology().size()).isOne();
    assertThat(function(reading, "01:00.0").id().ifKnown()).isPresent();
    assertThat(function(reading, "01:00.0").classCode().ifKnown()).isEmpty();
  }

  // Building what is read.

  private static void assertCodes(Reading reading, String code) {
    assertThat(codes(reading)).as("%s", reading.diagnostics()).containsOnly(code);
  }

  private static List<String> codes(Reading reading) {
    return reading.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static Reading readBytes(byte[] content) {
    return PlatformReader.read(List.of(new Input("x", content)));
  }

  private static String dump(String address, String bytes) {
    return address + " X: y\n" + row(0, bytes) + rows16();
  }

  private static String rows16() {
    return row(0x10, "") + row(0x20, "") + row(0x30, "") + "\n";
  }

  private static String rows(String bytes, int count) {
    var rows = new StringBuilder();
    for (int n = 0; n < count; n++) {
      rows.append(row(n * 16, bytes));
    }
    return rows + "\n";
  }

  private static String bridge(String address, String buses) {
    return address
        + " PCI bridge: y\n"
        + row(0, BRIDGE)
        + row(0x10, "00 00 00 00 00 00 00 00 " + buses)
        + row(0x20, "")
        + row(0x30, "")
        + "\n";
  }

  private static String withList(String pointer) {
    return "01:00.0 X: y\n"
        + row(0, ENDPOINT)
        + row(0x10, "")
        + row(0x20, "")
        + row(0x30, "00 00 00 00 " + pointer);
  }

  /// An endpoint of PCI Express with capabilities at 100 and 140.
  private static String extended(String first, String second) {
    var text = new StringBuilder(withList("40"));
    for (int offset = 0x40; offset < 0x1000; offset += 16) {
      String bytes =
          switch (offset) {
            case 0x40 -> "10 00 02 00";
            case 0x100 -> first;
            case 0x140 -> second;
            default -> "";
          };
      text.append(row(offset, bytes));
    }
    return text + "\n";
  }

  private record Entry(TarArchiveEntry header, String text) {}

  private static Entry file(String path, String text) {
    var header = new TarArchiveEntry(path, true);
    header.setSize(text.getBytes(UTF_8).length);
    return new Entry(header, text);
  }

  private static Entry link(String path, String target, int type) {
    var header = new TarArchiveEntry(path, (byte) type);
    header.setLinkName(target);
    return new Entry(header, "");
  }

  private static byte[] tar(Entry... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.text().getBytes(UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] withSum(byte[] archive) {
    Arrays.fill(archive, 148, 156, (byte) ' ');
    int sum = 0;
    for (int at = 0; at < 512; at++) {
      sum += archive[at] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
    System.arraycopy(digits, 0, archive, 148, digits.length);
    return archive;
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      var sum = new CRC32();
      sum.update(content);
      zip.putArchiveEntry(new ZipArchiveEntry(name));
      zip.write(content);
      zip.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] gzipOfZeros(int count) throws IOException {
    var packed = new ByteArrayOutputStream();
    var zeros = new byte[1 << 20];
    try (var gzip = new GZIPOutputStream(packed)) {
      for (int left = count; left > 0; left -= zeros.length) {
        gzip.write(zeros);
      }
    }
    return packed.toByteArray();
  }
}
