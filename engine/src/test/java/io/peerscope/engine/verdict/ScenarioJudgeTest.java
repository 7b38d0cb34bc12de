package io.peerscope.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.PlatformFactEdit.SaveScenario;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.platform.Scenario.Circumstances;
import io.peerscope.engine.platform.Scenario.Piece;
import io.peerscope.engine.platform.Scenario.Transfer;
import io.peerscope.engine.topology.PeerMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Scenarios are judged as a whole, kept in documents, and follow the functions they are about.
class ScenarioJudgeTest {

  private static final Platform MACHINE = SampleFiles.read("01-one-switch.txt");
  private static final PciAddress NIC = PciAddress.parse("04:00.0").orElseThrow();
  private static final PciAddress CARD = PciAddress.parse("03:00.0").orElseThrow();
  private static final PciAddress GPU = PciAddress.parse("05:00.0").orElseThrow();
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
              Optional.empty(),
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

  /// 03:00.0 has a BAR of 16 KiB and one of 64 MiB.
  @Test
  void theKernelsChoiceIsFollowedIntoTheBarOfThatSize() {
    Flight flight = choice(published(CARD, 64L << 20, true));

    assertThat(flight.choice().orElseThrow().closest()).containsExactly(CARD);
    assertThat(flight.followed().orElseThrow().page())
        .isInstanceOfSatisfying(
            ResolvedPage.Peer.class,
            page -> {
              assertThat(page.provider()).isEqualTo(CARD);
              assertThat(page.bar()).isEqualTo(2);
            });
  }

  @Test
  void memoryThatIsNotPublishedIsNotChosen() {
    assertThat(choice(published(CARD, 64L << 20, false)).summary())
        .contains("the kernel finds no published memory");
  }

  @Test
  void memoryWithoutSizeIsFollowedIntoNoBar() {
    assertThat(choice(published(CARD, 0, true)).followed()).isEmpty();
  }

  /// The second piece is refused: it is the one to follow.
  @Test
  void thePieceThatIsRefusedIsFollowed() {
    var list =
        new Transfer(
            NIC,
            "write",
            List.of(new Piece("0000:05:00.0", 4096), new Piece("0000:05:00.0:BAR5", 4096)));
    Flight flight = judge(new Scenario("list", List.of(list), Circumstances.asTold())).getFirst();

    assertThat(flight.pieces()).hasSize(2);
    assertThat(flight.followed()).contains(flight.pieces().getLast());
  }

  @Test
  void memoryThatFitsNoBarIsChosenButNotFollowed() {
    Flight flight = choice(published(CARD, 4096, true));

    assertThat(flight.followed()).isEmpty();
    assertThat(flight.problem())
        .isEqualTo(
            "the kernel chooses 0000:03:00.0, but which of its BARs holds the memory is not told");
  }

  /// The NIC has one BAR only, so that no size is asked.
  @Test
  void theOnlyBarHoldsWhateverIsPublished() {
    assertThat(choice(published(NIC, 4096, true)).followed().orElseThrow().page())
        .isInstanceOf(ResolvedPage.Peer.class);
  }

  @Test
  void clientsThatAreGoneAreNotAskedFor() {
    PciAddress gone = PciAddress.parse("7f:00.0").orElseThrow();
    var scenario =
        new Scenario(
            "gone",
            List.of(new Transfer(gone, "write", List.of(new Piece(Scenario.KERNELS_CHOICE, 4096)))),
            Circumstances.asTold());

    Flight flight = judge(scenario).getFirst();
    assertThat(flight.choice()).isEmpty();
    assertThat(flight.outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void theAnswerIsThatOfThePieceThatIsRefused() {
    List<Flight> flights = judge(SCENARIO);

    assertThat(flights.getFirst().outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(flights.getFirst().summary()).contains("0000:04:00.0 may write");
    assertThat(flights.getLast().outcome())
        .isEqualTo(flights.getLast().list().orElseThrow().outcome());
    assertThat(flights.getLast().summary())
        .isEqualTo(flights.getLast().list().orElseThrow().summary());
  }

  private static Platform published(PciAddress function, long size, boolean isPublished) {
    var memory =
        new PeerMemory(size, Fact.unknown("not told"), Fact.known(isPublished, new EditedByHand()));
    var edit =
        new FunctionEdit.SetPeerMemory(
            function, Fact.known(Optional.of(memory), new EditedByHand()));
    return ((EditResult.Applied) edit.applyTo(MACHINE)).platform();
  }

  private static Flight choice(Platform machine) {
    var scenario =
        new Scenario(
            "choice",
            List.of(new Transfer(GPU, "read", List.of(new Piece(Scenario.KERNELS_CHOICE, 4096)))),
            Circumstances.asTold());
    return new ScenarioJudge(machine, new MappingStrategy.Mainline()).judge(scenario).getFirst();
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
