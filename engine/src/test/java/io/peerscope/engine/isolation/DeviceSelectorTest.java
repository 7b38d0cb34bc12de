package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How kernel arguments name devices.
class DeviceSelectorTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "ff:1f.7,         0000:ff:1f.7",
    "0:0.0,           0000:00:00.0",
    "10000:ff:00.0,   10000:ff:00.0",
    "100:00.0,        none",
    "00:00,           none",
    "00:20.0,         0000:00:00.0",
  })
  void pathStartsAtAFunction(String text, String expected) {
    assertThat(
            DeviceSelector.parse(text)
                .map(selector -> ((DeviceSelector.ByPath) selector).first().toString())
                .orElse("none"))
        .isEqualTo(expected);
  }

  /// The function is 10b5:8747 or of unknown ids, its subsystem 1028:2001 or not dumped.
  @ParameterizedTest(name = "{2} for ids {0} and subsystem {1}: {3}")
  @CsvSource({
    "told,   told,   pci:10b5:8747:1028:2001, true",
    "told,   told,   pci:10b5:8747:1028:2002, false",
    "told,   told,   pci:10b5:8747:0:2001,    true",
    "told,   told,   pci:10b5:8747:0:2002,    false",
    "told,   told,   pci:10b5:8747:1029:0,    false",
    "told,   told,   pci:10b5:8748:1028:2001, false",
    "told,   untold, pci:10b5:8747:1028:2001, ?",
    "told,   untold, pci:10b5:8747:0:2001,    ?",
    "told,   untold, pci:10b5:8747:1028:0,    ?",
    "told,   untold, pci:10b5:8747:0:0,       true",
    "told,   untold, pci:10b5:8747,           true",
    "told,   untold, pci:10b5:8748:1028:2001, false",
    "untold, told,   pci:10b5:8747:1028:2001, ?",
    "untold, told,   pci:10b5:8747:1028:2002, false",
    "untold, untold, pci:10b5:8747:1028:2001, ?",
    "untold, told,   pci:10b5:8747,           ?",
  })
  void idsFitWhereAllThatIsNamedDoes(String ids, String subsystem, String text, String expected) {
    PlatformBuilder machine = aPlatform().endpoint("01:00.0").id("01:00.0", "10b5:8747");
    if (ids.equals("untold")) {
      machine.idUntold("01:00.0");
    }
    Topology topology = machine.headerUntold("01:00.0").build().topology();
    PciFunction bare = topology.at(at("01:00.0"));
    PciFunction function =
        subsystem.equals("told") ? bare.withRegisters(bare.capabilities(), config(0, 0x2c)) : bare;

    assertThat(matches(text, topology, function)).isEqualTo(expected);
  }

  /// Whatever capabilities come before it.
  @Test
  void subsystemOfABridgeIsInTheCapabilityOfThatName() {
    Topology topology =
        aPlatform()
            .bridge("01:00.0", FunctionKind.DOWNSTREAM_PORT, 2)
            .id("01:00.0", "10b5:8747")
            .build()
            .topology();
    ConfigSpace config = config(1, 0x54);
    PciFunction port =
        topology
            .at(at("01:00.0"))
            .withRegisters(
                new Capabilities(
                    List.of(unknown(config, 0x40, 0x08), unknown(config, 0x50, 0x0d)),
                    Optional.empty(),
                    Optional.empty()),
                config);

    assertThat(matches("pci:10b5:8747:1028:2001", topology, port)).isEqualTo("true");
    assertThat(matches("pci:10b5:8747:1028:2002", topology, port)).isEqualTo("false");
  }

  private static UnknownCapability unknown(ConfigSpace config, int offset, int id) {
    return new UnknownCapability(offset, OptionalInt.of(id), "", config.slice(offset, 8));
  }

  /// Holds the subsystem 1028:2001 at an offset.
  private static ConfigSpace config(int headerType, int at) {
    var bytes = new byte[ConfigSpace.CONVENTIONAL_SIZE];
    bytes[0x0e] = (byte) headerType;
    bytes[at] = 0x28;
    bytes[at + 1] = 0x10;
    bytes[at + 2] = 0x01;
    bytes[at + 3] = 0x20;
    var lines = new int[ConfigSpace.CONVENTIONAL_SIZE / 16];
    Arrays.fill(lines, 1);
    return ConfigSpace.takeOver(bytes, lines);
  }

  private static String matches(String text, Topology topology, PciFunction function) {
    return DeviceSelector.parse(text)
        .orElseThrow()
        .matches(topology, function)
        .map(String::valueOf)
        .orElse("?");
  }
}
