package io.peerscope.app.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.dma.Operation;
import org.junit.jupiter.api.Test;

class StoryTest {

  @Test
  void tellsTitleTextAndTheDmaToTry() {
    var content =
        """
        # One switch
        # The card writes
        # into the drive.
        # Try: 04:00.0 -> 03:00.0:BAR2 read

        # not part of it
        00:00.0 Host bridge
        """;

    assertThat(Story.of(content.getBytes(UTF_8)))
        .contains(
            new Story(
                "One switch",
                "The card writes into the drive.",
                Question.parse("04:00.0 -> 03:00.0:BAR2").orElseThrow(),
                Operation.READ));
  }

  @Test
  void saysNothingAboutAnOrdinaryDump() {
    assertThat(Story.of("00:00.0 Host bridge: Intel\n".getBytes(UTF_8))).isEmpty();
  }
}
