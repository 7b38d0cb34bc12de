package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import io.peerscope.engine.Laws;
import io.peerscope.engine.PublishedSchema;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.format.Machines;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published schema fits what is written, and not much else.
class DocumentSchemaTest {

  private static final JsonSchema SCHEMA = PublishedSchema.named("peerscope-document.schema.json");

  @Test
  void everyMachineIsWrittenAsTheSchemaSays() throws IOException {
    int machines = Machines.each((name, platform) -> assertValid(name, platform));

    assertThat(machines).isGreaterThanOrEqualTo(10);
  }

  @Test
  void everyRandomMachineIsWrittenAsTheSchemaSays() {
    Laws.over(
        "documents fit the schema",
        100,
        seed -> assertValid("seed " + seed, RandomMachine.of(seed).build()));
  }

  private static void assertValid(String name, Platform platform) {
    assertThat(SCHEMA.validate(text(platform), InputFormat.JSON)).as(name).isEmpty();
  }

  private static String text(Platform platform) {
    return new String(DocumentWriter.write(PeerscopeDocument.of(platform)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"schemaVersion\": 1       | \"schemaVersion\": 2",
        "\"kind\": \"root-port\"    | \"kind\": \"root-sport\"",
        "\"address\": \"0000:00     | \"address\": \"00",
        "\"prefetchable\": true     | \"prefetchable\": 1",
        "\"control\": { \"value\": \"0x | \"control\": { \"value\": \"x",
        "\"unknown\":               | \"why\":",
      })
  void theSchemaSeesWhatIsWrong(String right, String wrong) {
    String document = text(RandomMachine.of(3).build());
    assertThat(document).contains(right);

    assertThat(SCHEMA.validate(document.replace(right, wrong), InputFormat.JSON)).isNotEmpty();
  }
}
