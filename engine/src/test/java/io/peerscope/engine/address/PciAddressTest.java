package io.peerscope.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as people and tools write them.
class PciAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0x100, 0,    0,  bus 100 is above ff",
    "-1,    0,    0,  bus ffffffff is above ff",
    "0,     0x20, 0,  device 20 is above 1f",
    "0,     -1,   0,  device ffffffff is above 1f",
    "0,     0,    8,  function 8 is above 7",
    "0,     0,    -1, function ffffffff is above 7",
  })
  void numbersThatNoRequesterIdCanHoldAreRefused(
      String bus, String device, String function, String rule) {
    assertThatThrownBy(() ->
            new PciAddress(
                0, Integer.decode(bus), Integer.decode(device), Integer.decode(function)))
        .hasMessage(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "0000:03:00.0,     0000:03:00.0",
    "03:1f.7,          0000:03:1f.7",
    "10000:E1:00.3,    10000:e1:00.3",
    "FFFFffff:ff:1f.7, ffffffff:ff:1f.7",
  })
  void anAddressIsReadWithAndWithoutItsDomain(String text, String spelled) {
    assertThat(PciAddress.parse(text)).map(PciAddress::toString).contains(spelled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3:00.0",
        "03:00",
        "03:00.8",
        "03:20.0",
        "03-00.0",
        "03:00:0",
        "g3:00.0",
        "03:0x.0",
        ":03:00.0",
        "000:03:00.0",
        "000000000:03:00.0",
        "0000.03:00.0",
        "00 0:03:00.0",
        " 0000:03:00.0",
        "0000:03:00.0 "
      })
  void whatIsSpelledOtherwiseIsNoAddress(String text) {
    assertThat(PciAddress.parse(text)).isEmpty();
  }

  @Test
  void aBusHasANumberOfOneByte() {
    assertThatThrownBy(() -> new PciBus(0, 0x100)).hasMessage("bus 100 is above ff");
    assertThatThrownBy(() -> new PciBus(0, -1)).hasMessage("bus ffffffff is above ff");
  }

  @Test
  void aRangeEndsBehindItsStartInUnsignedOrder() {
    assertThatThrownBy(() -> new AddressRange(-1L, 1L))
        .hasMessage("range ends at 0x1, before its start 0xffffffffffffffff");
  }
}
