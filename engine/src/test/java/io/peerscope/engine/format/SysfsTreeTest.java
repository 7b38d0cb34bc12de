package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a tree of sysfs can come from, and what may not lead out of it.
class SysfsTreeTest {

  private static final String BUS = "0000:01:00.0";

  static Stream<byte[]> packings() {
    SysfsFixture tree = SysfsFixture.small();
    return Stream.of(
        tree.tar(), tree.zip(), tree.packed("gz"), tree.packed("bzip2"), tree.packed("xz"));
  }

  private static Reading read(byte[] content) {
    return PlatformReader.read(List.of(new Input("x", content)));
  }

  private static Topology topology(Reading reading) {
    return reading.platform().topology();
  }

  @ParameterizedTest
  @MethodSource("packings")
  void everyPackingIsRecognisedByItsContent(byte[] packed) {
    Reading reading = read(packed);

    assertThat(reading.sources()).containsExactly(new Source("x", "sysfs"));
    assertThat(topology(reading).size()).isEqualTo(3);
    assertThat(topology(reading).parentOf(Texts.address(BUS)))
        .isEqualTo(new Parent.Below(Texts.address("00:01.0")));
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void folderIsReadLikeAnArchive(@TempDir Path folder) {
    SysfsFixture.small().folder(folder);

    Reading whole = PlatformReader.read(List.of(Input.folder("t", folder)));
    Reading sys = PlatformReader.read(List.of(Input.folder("t/sys", folder.resolve("sys"))));

    assertThat(topology(whole).size()).isEqualTo(3);
    assertThat(topology(sys).size()).isEqualTo(3);
    assertThat(Texts.function(whole, BUS).bars().getFirst().cpu().ifKnown()).isPresent();
    assertThat(Texts.function(whole, BUS).position()).hasToString("t/" + SysfsFixture.CARD);
    assertThat(Texts.function(sys, BUS).position()).hasToString("t/" + SysfsFixture.CARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"machine", "a/b/machine"})
  void treeMayLieInAFolder(String prefix) {
    Reading reading = SysfsFixture.small().below(prefix).read();

    assertThat(topology(reading).size()).isEqualTo(3);
    assertThat(Texts.function(reading, BUS).bars().getFirst().bus().ifKnown()).isPresent();
  }

  @Test
  void originsNameTheFileInTheArchiveAndTheLine() {
    var function = Texts.function(SysfsFixture.small().read(), BUS);

    assertThat(function.bars().getFirst().cpu().toString())
        .contains("x.tar/" + SysfsFixture.CARD + "/resource:1");
    assertThat(function.bars().getFirst().bus().toString())
        .contains("x.tar/" + SysfsFixture.CARD + "/config:2");
  }

  @Test
  void filesBesideSysfsAreReadAsTextOfTheSameMachine() {
    Reading reading =
        SysfsFixture.small()
            .file("proc/cpuinfo", "vendor_id\t: AuthenticAMD\ncpu family\t: 25\n")
            .file("proc/version", "Linux version 6.8.0-45-generic (x@y) #45\n")
            .file("lspci.txt", "01:00.0 Ethernet controller [0200]: Acme Card [15b3:1017]\n")
            .file("notes.txt", "nothing\n")
            .read();

    assertThat(reading.platform().cpu().ifKnown().orElseThrow()).hasToString("AuthenticAMD/0x19");
    assertThat(reading.platform().kernel().ifKnown().orElseThrow()).hasToString("6.8");
    assertThat(Texts.function(reading, BUS).name()).isEqualTo("Acme Card");
    assertThat(reading.sources())
        .extracting(Source::format)
        .containsExactly("sysfs", "lspci-terse");
    assertThat(Texts.problems(reading)).containsExactly("file-ignored:0");
  }

  @Test
  void linksOutOfTheTreeLeadToNothing(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "0x1234\n");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    SysfsFixture.small()
        .without(SysfsFixture.CARD + "/vendor")
        .link(SysfsFixture.CARD + "/vendor", secret.toString())
        .without(SysfsFixture.CARD + "/config")
        .link(SysfsFixture.CARD + "/config", "../../../../../../secret")
        .folder(tree);

    Reading reading = PlatformReader.read(List.of(Input.folder("t", tree)));

    assertThat(Texts.function(reading, BUS).id().ifKnown()).isEmpty();
    assertThat(Texts.function(reading, BUS).config().isEmpty()).isTrue();
  }

  @Test
  void linksInACircleLeadToNothing() {
    Reading reading =
        SysfsFixture.small()
            .link("sys/bus/pci/devices/0000:02:00.0", "0000:03:00.0")
            .link("sys/bus/pci/devices/0000:03:00.0", "0000:02:00.0")
            .read();

    assertThat(topology(reading).size()).isEqualTo(5);
    assertThat(Texts.function(reading, "02:00.0").id().ifKnown()).isEmpty();
  }

  @Test
  void entriesThatWouldLieOutsideAreLeftOut() {
    Reading reading = SysfsFixture.small().file("../../etc/passwd", "x\n").read();

    assertThat(Texts.problems(reading)).containsExactly("path-outside:0");
    assertThat(topology(reading).size()).isEqualTo(3);
  }

  @Test
  void archivesInsideOfArchivesAreNotRead() {
    Reading reading =
        new SysfsFixture().bytes("inner.tgz", SysfsFixture.small().packed("gz")).read();

    assertThat(Texts.problems(reading)).containsExactly("nested-archive:0");
    assertThat(topology(reading).size()).isZero();
  }

  @Test
  void archivesInAFolderAreRead(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("sys.tar.xz"), SysfsFixture.small().packed("xz"));
    Files.writeString(folder.resolve("cpuinfo"), "vendor_id : GenuineIntel\ncpu family : 6\n");

    Reading reading = PlatformReader.read(List.of(Input.folder("t", folder)));

    assertThat(topology(reading).size()).isEqualTo(3);
    assertThat(reading.platform().cpu().ifKnown()).isPresent();
  }

  @Test
  void ofACutArchiveTheBeginningIsRead() {
    byte[] tar = SysfsFixture.small().tar();

    Reading reading = read(Arrays.copyOf(tar, 5000));

    assertThat(Texts.problems(reading)).contains("broken-archive:0");
    assertThat(topology(reading).size()).isPositive();
  }

  @Test
  void emptyArchiveSaysSo() {
    Reading reading = new SysfsFixture().file("sys/nothing", "x").read();

    assertThat(Texts.problems(reading)).containsExactly("not-understood:0");
  }

  @Test
  void folderWithTextsOfTheMachineAloneIsRead(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("lspci.txt"),
        "00:00.0 Host bridge [0600]: Acme Root [8086:1234]\n",
        StandardCharsets.UTF_8);

    Reading reading = PlatformReader.read(List.of(Input.folder("t", folder)));

    assertThat(reading.sources()).containsExactly(new Source("t/lspci.txt", "lspci-terse"));
  }

  @Test
  void hardLinksAndFoldersOfATarAreRead() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      put(tar, new TarArchiveEntry("lspci/"), "");
      put(
          tar,
          new TarArchiveEntry("lspci/a.txt"),
          "00:00.0 Host bridge [0600]: Acme [8086:1234]\n");
      var link = new TarArchiveEntry("lspci/b.txt", TarConstants.LF_LINK);
      link.setLinkName("lspci/a.txt");
      put(tar, link, "");
      put(tar, new TarArchiveEntry("lspci/pipe", TarConstants.LF_FIFO), "");
    }

    Reading reading = read(bytes.toByteArray());

    assertThat(topology(reading).size()).isEqualTo(1);
    assertThat(reading.sources()).extracting(Source::file).contains("x/lspci/a.txt");
    assertThat(Texts.problems(reading)).doesNotContain("broken-archive:0");
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Test
  void foldersOfAZipAreRead() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("machine/"));
      zip.putNextEntry(new ZipEntry("./machine//lspci.txt"));
      zip.write("00:00.0 Host bridge [0600]: Acme [8086:1234]\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(topology(read(bytes.toByteArray())).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "\0\0\0\0\0"})
  void tarsFromBeforePosixAreRecognisedByTheirChecksum(String magic) {
    byte[] tar = SysfsFixture.small().tar();
    byte[] written = magic.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(written, 0, tar, 257, written.length);
    int sum = 0;
    for (int at = 0; at < 512; at++) {
      sum += at >= 148 && at < 156 ? ' ' : tar[at] & 0xff;
    }
    byte[] told = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(told, 0, tar, 148, told.length);

    assertThat(topology(read(tar)).size()).isEqualTo(3);
  }

  @Test
  void bytesThatOnlyBeginLikeAnArchiveAreNone() {
    byte[] text = Arrays.copyOf("PK is how it begins".getBytes(StandardCharsets.UTF_8), 600);

    assertThat(Texts.problems(read(text))).doesNotContain("broken-archive:0");
  }
}
