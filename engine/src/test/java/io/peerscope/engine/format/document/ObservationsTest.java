package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.document.Observation.Prediction;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a probe learnt, saved and opened again.
class ObservationsTest {

  private static final Observation LEARNT =
      new Observation(
          "D",
          "container",
          "IOVA ranges",
          "0x0-0xfedfffff",
          "VFIO_IOMMU_GET_INFO",
          Optional.empty());
  private static final Observation COMPARED =
      new Observation(
          "",
          "group 9",
          "is the group viable",
          "yes",
          "",
          Optional.of(new Prediction("yes", "agree")));

  private static final PeerscopeDocument DOCUMENT =
      PeerscopeDocument.of(Platform.of(Topology.empty())).withObserved(List.of(LEARNT, COMPARED));

  @Test
  void observationsComeBackAsTheyWere() {
    DocumentReading read = DocumentReader.read("x", DocumentWriter.write(DOCUMENT));

    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void editedMachineKeepsThem() {
    assertThat(DOCUMENT.with(Platform.of(Topology.empty())).observed()).hasSize(2);
  }

  @Test
  void fieldsOfANewerPeerscopeAreWrittenBack() {
    String text = new String(DocumentWriter.write(DOCUMENT), StandardCharsets.UTF_8);
    String newer = text.replace("\"seen\": \"yes\"", "\"seen\": \"yes\", \"mood\": \"sunny\"");

    PeerscopeDocument read =
        DocumentReader.read("x", newer.getBytes(StandardCharsets.UTF_8)).document();

    assertThat(new String(DocumentWriter.write(read), StandardCharsets.UTF_8)).contains("sunny");
  }

  @Test
  void whatIsNoObservationIsReportedAndLeftOut() {
    String text = new String(DocumentWriter.write(DOCUMENT), StandardCharsets.UTF_8);
    String broken = text.replace("\"seen\": \"yes\"", "\"seen\": 7");

    DocumentReading read = DocumentReader.read("x", broken.getBytes(StandardCharsets.UTF_8));

    assertThat(read.document().observed()).containsExactly(LEARNT);
    assertThat(read.diagnostics()).isNotEmpty();
  }
}
