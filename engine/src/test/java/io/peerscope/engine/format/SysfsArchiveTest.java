package io.peerscope.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.format.document.Observation.Prediction;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.MachineChanges;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A machine as an archive: read back, it is that machine.
class SysfsArchiveTest {

  private static final String CARD = SysfsFixture.CARD;
  private static final String VIRTUAL = CARD.replace("01:00.0", "01:00.1");
  private static final String GROUP = "sys/kernel/iommu_groups/7";
  private static final String UP = "../../../../";

  @TempDir Path root;

  /// A card with a driver, a virtual function and an IOMMU group, and `/proc` beside it.
  private static SysfsFixture machine() {
    return SysfsFixture.small()
        .file(CARD + "/numa_node", "1\n")
        .file(CARD + "/power_state", "D0\n")
        .file(CARD + "/revision", "0x02\n")
        .file(CARD + "/irq", "33\n")
        .file(CARD + "/rom", "not for anybody\n")
        .file("sys/bus/pci/drivers/mlx5_core/bind", "")
        .link(CARD + "/driver", UP + "bus/pci/drivers/mlx5_core")
        .link(CARD + "/iommu_group", UP + "kernel/iommu_groups/7")
        .link(GROUP + "/devices/0000:01:00.0", UP + "../" + CARD.substring(4))
        .file(GROUP + "/type", "DMA-FQ\n")
        .file(GROUP + "/reserved_regions", "0x00000000fee00000 0x00000000feefffff msi\n")
        .function(VIRTUAL, "0x020000", "0x15b3", "0x1018")
        .link(VIRTUAL + "/physfn", "../0000:01:00.0")
        .link(CARD + "/virtfn0", "../0000:01:00.1")
        .file("proc/cpuinfo", "vendor_id : GenuineIntel\ncpu family : 6\n")
        .file("proc/sys/kernel/osrelease", "6.9.0-test\n");
  }

  private static Platform platform(Input input) {
    return PlatformReader.read(List.of(input)).platform();
  }

  /// What an archive holds: links as `→ target`, folders as empty text.
  private static Map<String, String> entries(byte[] packed) {
    var entries = new LinkedHashMap<String, String>();
    for (TarArchiveEntry entry : headers(packed)) {
      if (entry.isSymbolicLink()) {
        entries.put(entry.getName(), "→ " + entry.getLinkName());
      }
    }
    try (var tar = tar(packed)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.putIfAbsent(entry.getName(), new String(tar.readAllBytes(), UTF_8));
      }
    } catch (IOException damaged) {
      throw new java.io.UncheckedIOException(damaged);
    }
    return entries;
  }

  private static List<TarArchiveEntry> headers(byte[] packed) {
    var headers = new ArrayList<TarArchiveEntry>();
    try (var tar = tar(packed)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        headers.add(entry);
      }
    } catch (IOException damaged) {
      throw new java.io.UncheckedIOException(damaged);
    }
    return headers;
  }

  private static TarArchiveInputStream tar(byte[] packed) throws IOException {
    return new TarArchiveInputStream(
        new GZIPInputStream(new ByteArrayInputStream(packed)), "UTF-8");
  }

  @Test
  void machineReadBackIsTheSameMachine() throws IOException {
    machine().folder(root);
    Platform here = platform(ThisMachine.input(root));

    Platform there = platform(new Input("x.tar.gz", ThisMachine.pack(root, Map.of())));

    assertThat(MachineChanges.between(here, there)).isEmpty();
    assertThat(there.topology().size()).isEqualTo(4);
    assertThat(there.cpu().ifKnown()).isEqualTo(here.cpu().ifKnown()).isPresent();
    assertThat(there.topology().physicalFunctionOf(Texts.address("01:00.1")))
        .contains(Texts.address("01:00.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sys/bus/pci/devices/0000:01:00.0        | → ../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0",
        "CARD/revision                           | 0x02",
        "CARD/irq                                | 33",
        "CARD/numa_node                          | 1",
        "CARD/driver                             | → ../../../../bus/pci/drivers/mlx5_core",
        "CARD/iommu_group                        | → ../../../../kernel/iommu_groups/7",
        "CARD/virtfn0                            | → ../0000:01:00.1",
        "sys/bus/pci/drivers/mlx5_core/          | ''",
        "sys/kernel/iommu_groups/7/type          | DMA-FQ",
        "sys/kernel/iommu_groups/7/reserved_regions | 0x00000000fee00000 0x00000000feefffff msi",
        "proc/sys/kernel/osrelease               | 6.9.0-test",
      })
  void whatIsReadOfItAndWhatOthersWantIsKept(String path, String content) {
    machine().folder(root);

    Map<String, String> entries = entries(ThisMachine.pack(root, Map.of()));

    assertThat(entries).containsKey(path.replace("CARD", CARD));
    assertThat(entries.get(path.replace("CARD", CARD)).strip()).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({"rom", "config_old"})
  void whatNobodyAsksForIsNotKept(String name) {
    machine().file(CARD + "/config_old", "x").folder(root);

    assertThat(entries(ThisMachine.pack(root, Map.of()))).doesNotContainKey(CARD + "/" + name);
  }

  static List<String> further() {
    return ThisMachine.furtherAttributes();
  }

  @ParameterizedTest
  @MethodSource("further")
  void everyAttributeThatOthersWantIsKept(String name) {
    machine().file(CARD + "/" + name, "told\n").folder(root);

    assertThat(entries(ThisMachine.pack(root, Map.of())))
        .containsEntry(CARD + "/" + name, "told\n");
    assertThat(ThisMachine.attributes()).doesNotContain(name);
  }

  @Test
  void registersAreKeptByteByByte() throws IOException {
    machine().folder(root);
    byte[] registers = Files.readAllBytes(root.resolve(CARD + "/config"));

    Platform there = platform(new Input("x.tar.gz", ThisMachine.pack(root, Map.of())));

    var config = there.topology().at(Texts.address("01:00.0")).config();
    assertThat(config.length()).isEqualTo(registers.length);
    for (int at = 0; at < registers.length; at++) {
      assertThat(config.u8(at)).as("byte %03x", at).isEqualTo(registers[at] & 0xff);
    }
  }

  @Test
  void sameMachineGivesTheSameBytesWithoutTimeAndOwner() {
    machine().folder(root);
    byte[] packed = ThisMachine.pack(root, Map.of());

    assertThat(ThisMachine.pack(root, Map.of())).isEqualTo(packed);
    assertThat(headers(packed))
        .allSatisfy(entry -> {
          assertThat(entry.getLastModifiedTime().toMillis()).isZero();
          assertThat(entry.getLongUserId()).isZero();
          assertThat(entry.getUserName()).isEqualTo("root");
          assertThat(entry.getMode() & 0222).isEqualTo(entry.isDirectory() ? 0200 : 0);
        });
  }

  /// A tar reader makes no folder of its own accord.
  @Test
  void folderComesBeforeWhatIsInIt() {
    machine().folder(root);
    var seen = new ArrayList<String>();

    for (TarArchiveEntry entry : headers(ThisMachine.pack(root, Map.of("notes/a.txt", "a")))) {
      String name = entry.getName().replaceAll("/$", "");
      if (name.contains("/")) {
        assertThat(seen).contains(name.substring(0, name.lastIndexOf('/')));
      }
      seen.add(name);
    }
    assertThat(seen).doesNotHaveDuplicates().contains("notes", "notes/a.txt");
  }

  @Test
  void furtherFilesAreBesideIt() {
    machine().folder(root);

    assertThat(entries(ThisMachine.pack(root, Map.of("lspci.txt", "00:00.0 …\n"))))
        .containsEntry("lspci.txt", "00:00.0 …\n");
  }

  private static final List<Observation> LEARNT =
      List.of(
          new Observation(
              "C", "group 7", "viable", "yes", "status of /dev/vfio/7", Optional.empty()),
          new Observation(
              "", "group 7", "members", "1", "", Optional.of(new Prediction("1", "agree"))));

  private static Map<String, String> learnt() {
    var document = PeerscopeDocument.of(Platform.of(Topology.empty())).withObserved(LEARNT);
    return Map.of(ThisMachine.OBSERVED, new String(DocumentWriter.write(document), UTF_8));
  }

  @Test
  void whatAProbeLearntComesBackWithTheMachineAndGoesIntoItsDocument() {
    machine().folder(root);

    Reading there =
        PlatformReader.read(List.of(new Input("x.tar.gz", ThisMachine.pack(root, learnt()))));

    assertThat(there.platform().topology().size()).isEqualTo(4);
    assertThat(there.observed()).isEqualTo(LEARNT);
    assertThat(there.toDocument().observed()).isEqualTo(LEARNT);
    assertThat(there.document()).as("an archive is not saved over").isEmpty();
    assertThat(there.diagnostics()).isEmpty();
  }

  @Test
  void whatAProbeLearntComesBackFromTheUnpackedFolderToo() throws IOException {
    machine().folder(root);
    for (var file : learnt().entrySet()) {
      Files.createDirectories(root.resolve(file.getKey()).getParent());
      Files.writeString(root.resolve(file.getKey()), file.getValue());
    }

    assertThat(PlatformReader.read(List.of(Input.of("machine", root))).observed())
        .isEqualTo(LEARNT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "'{', false",
    "no document, false",
    "'{\"format\": \"peerscope\"', true"
  })
  void whatIsNoDocumentThereIsNothingLearnt(String content, boolean isTold) {
    machine().folder(root);
    Map<String, String> beside = Map.of(ThisMachine.OBSERVED, content);

    Reading there =
        PlatformReader.read(List.of(new Input("x.tar.gz", ThisMachine.pack(root, beside))));

    assertThat(there.observed()).isEmpty();
    assertThat(there.platform().topology().size()).isEqualTo(4);
    assertThat(!there.diagnostics().isEmpty()).isEqualTo(isTold);
  }

  @Test
  void longPathsAreKeptWhole() {
    String deep = "a-folder-with-a-long-name/".repeat(12) + "file.txt";

    assertThat(entries(ThisMachine.pack(root, Map.of(deep, "deep")))).containsEntry(deep, "deep");
  }

  @Test
  void machineWithoutSysfsIsWhatIsBesideItOnly() {
    assertThat(entries(ThisMachine.pack(root, Map.of("lspci.txt", "text"))))
        .containsOnlyKeys("lspci.txt");
    assertThatThrownBy(() -> ThisMachine.input(root)).isInstanceOf(NoSuchFileException.class);
  }
}
