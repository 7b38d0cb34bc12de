package io.peerscope.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.AccessControlServices.EgressBit;
import io.peerscope.engine.config.EnhancedAcs.TargetAccess;
import io.peerscope.engine.fact.Fact;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Registers that routing looks at, at their offsets and bits.
class CapabilityReaderTest {

  private static final int EXPRESS = 0x40;
  private static final int EXTENDED = 0x100;

  private final byte[] bytes = new byte[ConfigSpace.EXTENDED_SIZE];

  private CapabilityReaderTest put(int offset, int width, long value) {
    for (int at = 0; at < width; at++) {
      bytes[offset + at] = (byte) (value >> (8 * at));
    }
    return this;
  }

  /// A downstream port with its capability of some version, and one extended capability.
  private Capabilities read(int version, int extendedId) {
    put(0x06, 2, 0x10).put(0x34, 1, EXPRESS).put(EXPRESS, 2, 0x10);
    put(EXPRESS + 2, 2, 0x60 | version).put(EXTENDED, 4, 0x1_0000 | extendedId);
    var lines = new int[bytes.length / 16];
    Arrays.fill(lines, 1);
    return new CapabilityReader(ConfigSpace.takeOver(bytes, lines), "x").read().capabilities();
  }

  private AccessControlServices acs(int supported, int control) {
    put(EXTENDED + 4, 2, supported).put(EXTENDED + 6, 2, control);
    return read(2, 0x0d).acs().ifKnown().flatMap(it -> it).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "40, 00, route",
    "80, 00, 32",
    "100, 00, 64",
    "200, 00, 128",
    "00, 40, send",
    "00, 80, block",
  })
  void atomicOperationsAreSixBitsOfTwoRegisters(String capability, String control, String which) {
    put(EXPRESS + 0x24, 4, Integer.parseInt(capability, 16));
    put(EXPRESS + 0x28, 2, Integer.parseInt(control, 16));

    assertThat(set(express(2).atomicOps())).containsExactly(which);
  }

  @Test
  void versionOneHasNoAtomicOperationsWhateverComesBehindIt() {
    put(EXPRESS + 0x24, 4, 0x3c0).put(EXPRESS + 0x28, 2, 0xc0);

    assertThat(set(express(1).atomicOps())).isEmpty();
  }

  private PciExpress express(int version) {
    return read(version, 0).pciExpress().ifKnown().flatMap(it -> it).orElseThrow();
  }

  private static List<String> set(AtomicOps atomics) {
    List<Fact<Boolean>> bits =
        List.of(
            atomics.routed(),
            atomics.completes32(),
            atomics.completes64(),
            atomics.completes128(),
            atomics.requests(),
            atomics.egressBlocked());
    List<String> names = List.of("route", "32", "64", "128", "send", "block");
    return names.stream()
        .filter(name -> bits.get(names.indexOf(name)).ifKnown().orElseThrow())
        .toList();
  }

  @ParameterizedTest(name = "capability {0}, port {1}")
  @CsvSource({
    "0820, 3, SET",
    "0820, 4, CLEAR",
    "0820, 8, NOT_ADDRESSABLE",
    "2820, 27, SET",
    "0020, ff, SET",
    "0020, fe, CLEAR",
    "005f, 3, NOT_ADDRESSABLE",
  })
  void egressVectorHasAsManyBitsAsTheCapabilitySays(
      String capability, String port, EgressBit expected) {
    put(EXTENDED + 8, 4, 0x08).put(EXTENDED + 0xc, 4, 0x80).put(EXTENDED + 0x27, 1, 0x80);

    AccessControlServices acs = acs(Integer.parseInt(capability, 16), 0x20);

    assertThat(acs.egressBit(Integer.parseInt(port, 16))).isEqualTo(expected);
  }

  @Test
  void enhancedControlsAreAboveTheSevenBits() {
    assertThat(acs(0xdf, 0x1780).enhanced().ifKnown())
        .hasValue(new EnhancedAcs(true, TargetAccess.RESERVED, TargetAccess.BLOCKED, true));
    assertThat(acs(0xdf, 0x0a00).enhanced().ifKnown())
        .hasValue(new EnhancedAcs(false, TargetAccess.REDIRECTED, TargetAccess.REDIRECTED, false));
    assertThat(acs(0x5f, 0x1780).enhanced().ifKnown()).hasValue(EnhancedAcs.NONE);
  }

  @Test
  void functionGroupIsInTheControlOfAri() {
    put(EXTENDED + 6, 2, 0x52);

    AlternativeRoutingId ari =
        read(2, 0x0e).alternativeRoutingId().ifKnown().flatMap(it -> it).orElseThrow();

    assertThat(ari.acsGroupsEnabled().ifKnown()).hasValue(true);
    assertThat(ari.functionGroup().ifKnown()).hasValue(5);
  }
}
