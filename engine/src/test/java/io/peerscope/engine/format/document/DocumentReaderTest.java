package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.ReferenceMachine;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of documents that nobody wrote exactly so.
class DocumentReaderTest {

  @Test
  void fieldsOfANewerPeerscopeAreWrittenBackWhereTheyStood() {
    String document =
        saved()
            .replace("  \"machine\": {", "  \"machine\": {\n    \"rack\": { \"unit\": 7 },")
            .replace(
                "\"kind\": \"root-port\",", "\"kind\": \"root-port\",\n      \"colour\": \"red\",")
            .replace("\"driver\": { ", "\"driver\": { \"trust\": [1, 2.50], ")
            .replaceFirst("\\}\n$", "  ,\"view\": [true, null]\n}\n");

    DocumentReading reading = read(document);
    String again = write(reading.document());

    assertThat(reading.diagnostics()).isEmpty();
    assertThat(again).contains("\"rack\": { \"unit\": 7 }", "\"view\": [true, null]");
    assertThat(count(again, "\"colour\": \"red\""))
        .isPositive()
        .isEqualTo(count(document, "\"colour\""));
    assertThat(count(again, "\"trust\": [1, 2.50]"))
        .isPositive()
        .isEqualTo(count(document, "\"trust\""));
    assertThat(write(read(again).document())).isEqualTo(again);
  }

  @Test
  void aHandWrittenDocumentNeedsNoOriginsAndNoLayout() {
    String document =
        """
        {"format": "peerscope", "schemaVersion": 1,
         "machine": {"kernel": {"value": "6.1"}},
         "functions": [
           {"address": "00:01.0", "kind": "root-port", "buses": {"value": "00 01-01"}},
           {"address": "0000:01:00.0", "kind": "endpoint"}]}
        """;

    DocumentReading reading = read(document);
    Platform platform = reading.document().platform();

    assertThat(reading.diagnostics()).isEmpty();
    assertThat(platform.topology().parentOf(PlatformBuilder.at("01:00.0")))
        .isEqualTo(new Parent.Below(PlatformBuilder.at("00:01.0")));
    assertThat(platform.kernel())
        .isInstanceOfSatisfying(
            Fact.Known.class,
            known -> assertThat(known.origin()).isEqualTo(new SourcePosition("d", 2)));
    assertThat(platform.cpu()).isInstanceOf(Fact.Unknown.class);
  }

  @Test
  void whatIsDamagedIsNamedWithItsLine() {
    String document = saved().replaceFirst("\"kind\": \"root-port\"", "\"kind\": \"root-sport\"");
    int line = (int) document.substring(0, document.indexOf("root-sport")).lines().count();

    assertThat(read(document).diagnostics())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.code()).isEqualTo("bad-value");
          assertThat(diagnostic.message()).contains("root-sport", "functions/0000:");
          assertThat(diagnostic.position().line()).isBetween(line - 3, line);
        });
  }

  @Test
  void whatComesBeforeABreakIsRead() {
    String document = saved();

    DocumentReading reading = read(document.substring(0, document.length() / 2));

    assertThat(codes(reading)).contains("broken-document");
    assertThat(reading.document().platform().topology().size()).isPositive();
  }

  @Test
  void placesThatGoRoundInACircleAreNotBelieved() {
    String document =
        """
        {"format": "peerscope", "schemaVersion": 1, "machine": {}, "functions": [
           {"address": "0000:01:00.0", "kind": "bridge", "parent": {"below": "0000:02:00.0"}},
           {"address": "0000:02:00.0", "kind": "bridge", "parent": {"below": "0000:01:00.0"}}]}
        """;

    DocumentReading reading = read(document);

    assertThat(codes(reading)).containsExactly("place-loop");
    assertThat(reading.document().platform().topology().upstreamPath(PlatformBuilder.at("01:00.0")))
        .isNotNull();
  }

  @Test
  void oneEditChangesTheLinesOfOneFunction() {
    Platform machine = machine();
    Platform edited =
        machine.withTopology(
            machine
                .topology()
                .map(function ->
                    function.address().equals(PlatformBuilder.at(ReferenceMachine.name("B")))
                        ? function.withKind(FunctionKind.LEGACY_ENDPOINT)
                        : function));

    List<String> before = write(PeerscopeDocument.of(machine)).lines().toList();
    List<String> after = write(PeerscopeDocument.of(edited)).lines().toList();

    long changed =
        IntStream.range(0, before.size()).filter(n -> !before.get(n).equals(after.get(n))).count();
    assertThat(after).hasSameSizeAs(before);
    assertThat(changed).isEqualTo(1);
  }

  private static Platform machine() {
    return ReferenceMachine.machine().build();
  }

  private static String saved() {
    return write(PeerscopeDocument.of(machine()));
  }

  private static String write(PeerscopeDocument document) {
    return new String(DocumentWriter.write(document), StandardCharsets.UTF_8);
  }

  private static DocumentReading read(String document) {
    return DocumentReader.read("d", document.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> codes(DocumentReading reading) {
    return reading.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
