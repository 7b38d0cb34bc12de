package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A document whose functions are read several at once says what it says when it is read from the
/// start.
class LargeDocumentTest {

  private static final int MACHINES = 60;

  @Test
  void readingInPartsGivesTheSameMachine() {
    Laws.over(
        "documents read in parts",
        MACHINES,
        seed -> {
          byte[] document = document(seed);
          assertSame(DocumentReader.readLarge("m", document), document);
          assertThat(DocumentReader.readLarge("m", document)).isPresent();
        });
  }

  @Test
  void whatIsStrangeIsReportedWithItsLine() {
    Laws.over(
        "strange documents read in parts",
        MACHINES,
        seed -> {
          var random = new Random(seed);
          String text = new String(document(seed), StandardCharsets.UTF_8);
          String strange =
              switch (random.nextInt(5)) {
                case 0 ->
                    text.replaceFirst("\"kind\": ", "\"later\": [1, {\"a\": \"]\"}], \"kind\": ");
                case 1 -> text.replaceFirst("\"kind\": \"[a-z-]*\"", "\"kind\": \"what\"");
                case 2 -> text.replaceFirst("\n    \\{", "\n    12,\n    {");
                case 3 -> text.replaceFirst("\"kind\": ", "\"kind\": \"vf\",\n \"kind\": ");
                default ->
                    text.replaceFirst("\n}\n$", ",\n  \"after\": { \"a\": 1, \"a\": 2 }\n}\n");
              };
          byte[] document = strange.getBytes(StandardCharsets.UTF_8);
          assertSame(DocumentReader.readLarge("m", document), document);
        });
  }

  /// Fields with the same bytes are made once, unless the line they stand in has a part in them.
  @Test
  void equalFieldsWithoutAnOriginKeepTheirOwnLines() {
    String first = function("00:01.0", "{ \"driver\": { \"value\": \"nvme\" } }");
    String next = function("00:02.0", "{ \"driver\": { \"value\": \"nvme\" } }");
    byte[] document =
        """
        { "format": "peerscope", "schemaVersion": 1, "machine": {}, "functions": [
        %s,
        %s
        ] }
        """
            .formatted(first, next)
            .getBytes(StandardCharsets.UTF_8);

    assertThat(DocumentReader.readLarge("m", document)).isPresent();
    assertSame(DocumentReader.readLarge("m", document), document);
  }

  /// What nobody asks for must be JSON all the same.
  @Test
  void functionWithoutAddressIsStillParsed() {
    byte[] document =
        """
        { "format": "peerscope", "schemaVersion": 1, "machine": {}, "functions": [
        { "kind": "endpoint", "system": { "driver": tru } }
        ] }
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(DocumentReader.readLarge("m", document)).isEmpty();
  }

  private static String function(String address, String system) {
    return "{ \"address\": \"0000:%s\", \"kind\": \"endpoint\", \"system\": %s }"
        .formatted(address, system);
  }

  /// Where reading in parts gives up, reading from the start says why.
  @Test
  void damagedDocumentsAreReadFromTheStart() {
    Laws.over(
        "damaged documents read in parts",
        MACHINES,
        seed -> {
          var random = new Random(seed);
          byte[] document = document(seed);
          for (int n = 0; n < 20; n++) {
            byte[] damaged =
                random.nextBoolean()
                    ? Arrays.copyOf(document, random.nextInt(document.length))
                    : document.clone();
            if (damaged.length > 0) {
              damaged[random.nextInt(damaged.length)] =
                  (byte) "[]{},:\"\\\n\r a0".charAt(random.nextInt(13));
            }
            assertSame(DocumentReader.readLarge("m", damaged), damaged);
          }
        });
  }

  private static void assertSame(Optional<DocumentReading> inParts, byte[] document) {
    if (inParts.isPresent()) {
      DocumentReading whole = DocumentReader.readFromTheStart("m", document);
      assertThat(inParts.get().diagnostics()).isEqualTo(whole.diagnostics());
      assertThat(inParts.get().document()).isEqualTo(whole.document());
    }
  }

  private static byte[] document(long seed) {
    return DocumentWriter.write(PeerscopeDocument.of(RandomMachine.of(seed).build()));
  }
}
