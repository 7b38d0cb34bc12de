package io.peerscope.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Control words of which the boot leaves some bits open, spelled from bit 3 down to bit 0.
class ControlWordTest {

  @ParameterizedTest(name = "{0} or else {1} is {2}")
  @CsvSource({
    "0000, 0000, 0000",
    "0101, 0011, 0??1",
    "10??, 1?0?, 1???",
    "0?1?, 0011, 0?1?",
    "????, 0101, ????",
  })
  void onlyWhatBothSayIsKnownWhicheverIsRight(String one, String other, String expected) {
    assertThat(spell(word(one).orElse(word(other)))).isEqualTo(expected);
    assertThat(spell(word(other).orElse(word(one)))).isEqualTo(expected);
  }

  private static ControlWord word(String bits) {
    return new ControlWord(
        Integer.parseInt(bits.replace('0', '1').replace('?', '0'), 2),
        Integer.parseInt(bits.replace('?', '0'), 2));
  }

  private static String spell(ControlWord word) {
    return IntStream.of(3, 2, 1, 0)
        .mapToObj(bit -> (word.known() >> bit & 1) == 0 ? "?" : "" + (word.value() >> bit & 1))
        .collect(Collectors.joining());
  }
}
