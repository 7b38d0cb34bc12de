package io.peerscope.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.theme.Palette;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Rows, columns, filters and cells of the matrix, without a display.
class MatrixSceneTest {

  private static MatrixScene eight(String rows, String columns) {
    var document = new WorkbenchDocument(Jobs.immediate());
    Path root = Path.of(System.getProperty("peerscope.root", "..")).toAbsolutePath().normalize();
    document.open(List.of(root.resolve("sample-topologies/09-eight-gpus.txt")));
    document.wantMatrix(true);
    return MatrixScene.of(
        document.platform().get(),
        document.pairs().matrix().get().orElseThrow(),
        MatrixFilter.parse(rows),
        MatrixFilter.parse(columns));
  }

  /// All pairs of sample 9.
  static MatrixScene sceneOfEightGpus() {
    return eight("", "");
  }

  private static List<String> names(MatrixAxis axis) {
    return axis.shown().stream()
        .map(endpoint -> endpoint.address().shortForm())
        .collect(Collectors.toList());
  }

  @Test
  void rowsAreGroupedByHostBridgeAndSwitch() {
    MatrixAxis rows = eight("", "").rows();

    assertThat(rows.hostBridges())
        .extracting(MatrixAxis.Group::name)
        .containsExactly("0000:00", "0000:80");
    assertThat(rows.bridges())
        .extracting(MatrixAxis.Group::name)
        .contains("switch 01:00.0", "switch 87:00.0");
  }

  @Test
  void rowsAndColumnsAreFilteredByThemselves() {
    MatrixScene scene = eight("kind:NIC switch:\"switch 01:00.0\"", "kind:gpu host:0000:80");

    assertThat(names(scene.rows())).containsExactly("04:00.0", "06:00.0");
    assertThat(names(scene.columns())).containsExactly("83:00.0", "85:00.0", "89:00.0", "8b:00.0");
  }

  @Test
  void aTickInTheMenuIsAWordInTheFilterAndGoesAgain() {
    String ticked = MatrixFilter.toggle("nvidia", Facet.SWITCH, "switch 01:00.0");

    assertThat(ticked).isEqualTo("nvidia switch:\"switch 01:00.0\"");
    assertThat(MatrixFilter.toggle(ticked, Facet.SWITCH, "switch 01:00.0")).isEqualTo("nvidia");
  }

  @Test
  void verdictsAreCountedAsTheEngineCountsThem() {
    MatrixScene scene = eight("", "");

    assertThat(scene.count(Operations.WRITES).get(VerdictKind.DIRECT))
        .isEqualTo((long) scene.judged().count(VerdictKind.DIRECT));
    assertThat(scene.count(Operations.READS).get(VerdictKind.THROUGH_HOST_BRIDGE))
        .isEqualTo((long) scene.judged().count(VerdictKind.THROUGH_HOST_BRIDGE));
  }

  @Test
  void aCellSaysWhatEveryToolCallsThePair() {
    MatrixScene scene = eight("03:00.0", "04:00.0");

    CellWords words = CellWords.of(scene, 0, 0);
    assertThat(words.rosetta())
        .startsWith("kernel BUS_ADDR, distance 4 · nvidia-smi PIX · nccl PIX · hwloc ");
    assertThat(words.sentence()).startsWith("direct, by bus address: both are below switch");
  }

  @Test
  void aBlockOfManyShowsEachVerdictItHolds() {
    MatrixScene scene = eight("", "");
    Ink ink = Ink.of(Palette.of(false));
    Pixels tile = new MatrixLook(scene, 0.3, Operations.BOTH, ink).tile(0, 0);

    assertThat(tile.values()).contains(ink.strong(VerdictKind.THROUGH_HOST_BRIDGE));
    assertThat(tile.values())
        .contains(Ink.mix(ink.background(), ink.strong(VerdictKind.DIRECT), 0.72));
  }
}
