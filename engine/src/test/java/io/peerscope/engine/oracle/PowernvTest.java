package io.peerscope.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A machine whose bus addresses are not its CPU addresses: POWER9, 12 host bridges, two windows
/// with different offsets each.
class PowernvTest {

  private static final String SYSFS = "sys.tar.gz";
  private static final String HEX = "lspci-Dnnvvvxxxx.txt.gz";

  private static Path folder() {
    Path folder =
        Path.of(System.getProperty("peerscope.shared", "../../shared")).resolve("samples/powernv");
    assumeTrue(Files.isDirectory(folder), "the captured machine (samples/powernv) is absent");
    return folder;
  }

  private static Platform read(String... names) {
    return PlatformReader.read(Stream.of(names).map(PowernvTest::input).toList()).platform();
  }

  private static Input input(String name) {
    try {
      return new Input(name, Files.readAllBytes(folder().resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `bdf BARn type [more] bus cpu size cpu-bus flags`, memory with an address only.
  private static List<String[]> offsets() throws IOException {
    return Files.readAllLines(folder().resolve("bar-offsets.txt")).stream()
        .map(line -> line.replace(" nonpref ", " ").replace(" pref ", " ").split("\\s+"))
        .filter(columns -> columns.length == 8 && columns[1].startsWith("BAR"))
        .filter(columns -> columns[2].startsWith("mem"))
        .toList();
  }

  @Test
  void offsetOfEveryBarIsReadFromSysfs() throws IOException {
    Platform platform = read(SYSFS);
    var addresses = new BarAddresses(platform);
    var wrong = new ArrayList<String>();

    for (String[] columns : offsets()) {
      PciFunction function = function(platform, columns[0]);
      Bar bar = function.bar(columns[1].charAt(3) - '0').orElseThrow();
      String actual =
          "%s %s %s %s"
              .formatted(
                  hex(addresses.busAddress(function, bar).map(bus -> bus.value())),
                  hex(addresses.cpuAddress(function, bar).map(cpu -> cpu.value())),
                  hex(bar.size()),
                  hex(addresses.busOffset(function, bar).map(offset -> -offset)));
      if (!actual.equals(String.join(" ", List.of(columns).subList(3, 7)))) {
        wrong.add(String.join(" ", columns) + " read as " + actual);
      }
    }

    System.out.printf("%d BARs%n", offsets().size());
    assertThat(wrong).isEmpty();
    assertThat(offsets()).hasSizeGreaterThanOrEqualTo(21);
  }

  private static PciFunction function(Platform platform, String address) {
    return platform.topology().at(PciAddress.parse(address).orElseThrow());
  }

  private static String hex(Fact<Long> fact) {
    return fact.map(value -> "0x" + Long.toHexString(value)).ifKnown().orElse("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {SYSFS, HEX})
  void treeIsAsLspciDrewIt(String file) throws IOException {
    assertThat(TreeDrawing.parents(read(file).topology()))
        .isEqualTo(TreeDrawing.parents(Files.readAllLines(folder().resolve("lspci-tv.txt"))))
        .hasSize(28);
  }

  /// The registers alone: the verbose text beside them would tell CPU addresses.
  @Test
  void ofHexRowsAloneTheCpuSideStaysUnknown() throws IOException {
    String rows =
        new String(
                new GZIPInputStream(Files.newInputStream(folder().resolve(HEX))).readAllBytes(),
                StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("\t"))
            .reduce("", (all, line) -> all + line + "\n");

    Platform platform =
        PlatformReader.read(List.of(new Input("rows", rows.getBytes(StandardCharsets.UTF_8))))
            .platform();

    for (String[] columns : offsets()) {
      PciFunction function = function(platform, columns[0]);
      Bar bar = function.bar(columns[1].charAt(3) - '0').orElseThrow();
      assertThat(bar.bus()).isInstanceOf(Known.class);
      assertThat(new BarAddresses(platform).cpuAddress(function, bar))
          .isInstanceOf(Fact.Unknown.class);
    }
  }

  /// The device tree tells the 32-bit windows, the log and the memory map both windows.
  @Test
  void windowsOfDeviceTreeLogAndMemoryMapAgree() {
    List<HostBridgeWindow> told = read(SYSFS).windows();
    List<HostBridgeWindow> logged = read(SYSFS, "dmesg.txt").windows();
    List<HostBridgeWindow> all = read(SYSFS, "dmesg.txt", "iomem.txt").windows();

    assertThat(told).hasSize(12);
    assertThat(told).allSatisfy(window -> assertThat(window.bus().first()).isEqualTo(0x8000_0000L));
    assertThat(logged).hasSize(24);
    assertThat(logged).containsAll(told);
    assertThat(all).isEqualTo(logged);
  }

  @Test
  void memoryMapTellsRamAndTheWindowsWhoseOffsetSomeBarTells() {
    Platform platform = read(SYSFS, "iomem.txt");

    assertThat(platform.memory()).hasSize(2);
    assertThat(platform.windows())
        .anySatisfy(window -> {
          assertThat(window.hostBridge()).hasToString("0000:00");
          assertThat(window.cpu()).isEqualTo(new AddressRange(0x6000000000000L, 0x6003fbfffffffL));
          assertThat(window.offset()).isZero();
        });
  }

  @Test
  void hostBridgesOfTheDeviceTreeTellThePlatform() {
    assertThat(read(SYSFS).firmware().ifKnown()).hasValue("PowerNV");
  }

  @Test
  void firmwareAndKernelComeFromTheFilesBesideIt() {
    Platform platform = read(SYSFS, "cpuinfo.txt", "version.txt");

    assertThat(platform.firmware().ifKnown()).hasValue("PowerNV");
    assertThat(platform.cpu().ifKnown().orElseThrow().vendor()).isEqualTo("POWER9");
    assertThat(platform.kernel().ifKnown().orElseThrow()).hasToString("6.1");
  }
}
