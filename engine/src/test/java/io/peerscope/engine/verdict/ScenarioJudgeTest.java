package io.peerscope.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.PlatformFactEdit.SaveScenario;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.platform.Scenario.Circumstances;
import io.peerscope.engine.platform.Scenario.Piece;
import io.peerscope.engine.platform.Scenario.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Scenarios are judged as a whole, kept in documents, and follow the functions they are about.
class ScenarioJudgeTest {

  private static final Platform MACHINE = SampleFiles.read("01-one-switch.txt");
  private static final PciAddress NIC = PciAddress.parse("04:00.0").orElseThrow();
  private static final Scenario SCENARIO =
      new Scenario(
          "offload",
          List.of(
              new Transfer(NIC, "write", List.of(new Piece("0000:05:00.0", 65536))),
              new Transfer(
                  NIC,
                  "read",
                  List.of(
                      new Piece("0000:05:00.0+0x1000", 4096), new Piece("host:0x1000000", 4096)))),
          new Circumstances(
              Optional.of("6.1"),
              Optional.empty(),
              Optional.of("off"),
              Optional.of("none"),
              Optional.empty()));

  @Test
  void everyDmaIsJudgedAndSeveralPiecesAreOneCall() {
    List<Flight> flights = judge(SCENARIO);

    assertThat(flights).hasSize(2);
    assertThat(flights.getFirst().followed().orElseThrow().request().size()).isEqualTo(65536);
    assertThat(flights.getLast().list()).isPresent();
    assertThat(flights.getLast().pieces()).hasSize(2);
  }

  @Test
  void whatCannotBeUnderstoodSaysSoAndHasNoVerdict() {
    var strange =
        new Scenario(
            "strange",
            List.of(
                new Transfer(NIC, "erase", List.of(new Piece("0000:05:00.0", 1))),
                new Transfer(NIC, "read", List.of(new Piece("nowhere", 1))),
                new Transfer(NIC, "read", List.of(new Piece(Scenario.KERNELS_CHOICE, 1)))),
            Circumstances.asTold());

    assertThat(judge(strange))
        .allMatch(flight -> flight.outcome() == Outcome.UNDETERMINED)
        .extracting(Flight::problem)
        .allMatch(problem -> !problem.isBlank());
  }

  @Test
  void aSavedScenarioComesBackAsItWas() {
    Platform kept = saved();
    byte[] bytes = DocumentWriter.write(PeerscopeDocument.of(kept));
    DocumentReading read = DocumentReader.read("x.peerscope.json", bytes);

    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.document().platform().scenarios()).containsExactly(SCENARIO);
    assertThat(DocumentWriter.write(read.document())).isEqualTo(bytes);
  }

  @Test
  void fieldsOfANewerPeerscopeAreKeptWhereTheyStood() {
    String text =
        new String(DocumentWriter.write(PeerscopeDocument.of(saved())), StandardCharsets.UTF_8)
            .replace("\"name\": \"offload\"", "\"name\": \"offload\", \"colour\": \"green\"");
    DocumentReading read =
        DocumentReader.read("x.peerscope.json", text.getBytes(StandardCharsets.UTF_8));

    assertThat(new String(DocumentWriter.write(read.document()), StandardCharsets.UTF_8))
        .contains("\"colour\": \"green\"");
  }

  @Test
  void dmasOfAFunctionThatIsRemovedGoWithIt() {
    Platform without =
        ((EditResult.Applied)
                new RemoveSubtree(PciAddress.parse("05:00.0").orElseThrow()).applyTo(saved()))
            .platform();

    assertThat(without.scenarios()).isEmpty();
  }

  private static Platform saved() {
    return ((EditResult.Applied) new SaveScenario(SCENARIO).applyTo(MACHINE)).platform();
  }

  private static List<Flight> judge(Scenario scenario) {
    return new ScenarioJudge(MACHINE, new MappingStrategy.Mainline()).judge(scenario);
  }
}
