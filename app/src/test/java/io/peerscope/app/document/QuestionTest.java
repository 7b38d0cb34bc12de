package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaTarget.FunctionMemory;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  private static final PciAddress NIC = new PciAddress(0, 4, 0, 0);
  private static final PciAddress GPU = new PciAddress(0, 3, 0, 0);
  private static final PciAddress DRIVE = new PciAddress(0, 5, 0, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04:00.0 → 03:00.0:BAR2+0x1000",
        "04:00.0 -> 03:00.0:BAR2+0x1000",
        "  0000:04:00.0->0000:03:00.0:BAR2+0x1000 ",
        "04:00.0 to 03:00.0:BAR2+0x1000",
      })
  void readsEverySpellingOfTheArrow(String text) {
    var memory = new FunctionMemory(GPU, OptionalInt.of(2), 0x1000);

    assertThat(Question.parse(text)).contains(Question.of(NIC, memory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "04:00.0", "04:00.0 →", "→ 03:00.0", "a → b", "04:00.0 → 03:00.0 → 05:00.0"})
  void leavesAloneWhatIsNoPair(String text) {
    assertThat(Question.parse(text)).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    var question = Question.parse("10000:e2:00.0 → 10000:e1:00.0:BAR0+0x1000");

    assertThat(Question.parse(question.orElseThrow().toString())).isEqualTo(question);
  }

  @Test
  void firstPickIsTheClientSecondTheTargetThirdANewClient() {
    Question first = Question.nothing().withPick(NIC);
    Question second = first.withPick(GPU);
    Question third = second.withPick(DRIVE);

    assertThat(first).isEqualTo(new Question(Optional.of(NIC), Optional.empty()));
    assertThat(second).isEqualTo(Question.of(NIC, Targets.of(GPU)));
    assertThat(third).isEqualTo(new Question(Optional.of(DRIVE), Optional.empty()));
  }

  @Test
  void pickingTheClientTwiceKeepsIt() {
    Question once = Question.nothing().withPick(NIC);

    assertThat(once.withPick(NIC)).isEqualTo(once);
  }
}
