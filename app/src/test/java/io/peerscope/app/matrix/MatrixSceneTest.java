package io.peerscope.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
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

  @Test
  void afterAnEditCellsCountsAndPicturesAreThoseOfASceneMadeAnew() {
    var document = new WorkbenchDocument(Jobs.immediate());
    Path root = Path.of(System.getProperty("peerscope.root", "..")).toAbsolutePath().normalize();
    document.open(List.of(root.resolve("sample-topologies/09-eight-gpus.txt")));
    document.wantMatrix(true);
    MatrixScene scene = sceneOf(document);
    scene.count(Operations.BOTH);
    var look = new MatrixLook(scene, 3, Operations.BOTH, Ink.of(Palette.of(false)));
    var inSight = new Sight(look, Map.of(), TILES);

    for (PciFunction port : downstreamPorts(document)) {
      boolean on = port.address().device() % 2 == 0;
      document.edit(new SetAcsBit(port.address(), AcsControl.P2P_REQUEST_REDIRECT, on));
      MatrixScene anew = sceneOf(document);
      MatrixScene after =
          scene.after(
              document.platform().get(),
              document.pairs().matrix().get().orElseThrow(),
              MatrixFilter.parse(""),
              MatrixFilter.parse(""));
      assertThat(after.hasAxesOf(scene)).as("rows and columns are taken over").isTrue();
      assertThat(after.isCounted()).isTrue();
      assertThat(after.count(Operations.BOTH)).isEqualTo(anew.count(Operations.BOTH));
      assertThat(codes(after)).isEqualTo(codes(anew));
      Sight now = inSight.with(after).orElseThrow();
      var lookAnew = new MatrixLook(anew, 3, Operations.BOTH, Ink.of(Palette.of(false)));
      for (MatrixTiles.TileKey key : TILES) {
        assertThat(pixels(now.tiles().get(key)))
            .isEqualTo(lookAnew.tile(key.column(), key.row()).values());
      }
      scene = after;
      inSight = now;
    }
  }

  private static final Set<MatrixTiles.TileKey> TILES =
      Set.of(new MatrixTiles.TileKey(0, 0), new MatrixTiles.TileKey(1, 0));

  private static MatrixScene sceneOf(WorkbenchDocument document) {
    return MatrixScene.of(
        document.platform().get(),
        document.pairs().matrix().get().orElseThrow(),
        MatrixFilter.parse(""),
        MatrixFilter.parse(""));
  }

  private static List<PciFunction> downstreamPorts(WorkbenchDocument document) {
    return document.drawn().topology().functions().stream()
        .filter(it -> it.kind() == FunctionKind.DOWNSTREAM_PORT)
        .toList();
  }

  private static List<Integer> codes(MatrixScene scene) {
    return IntStream.range(0, scene.rows().size() * scene.columns().size())
        .mapToObj(at -> scene.codeAt(at / scene.columns().size(), at % scene.columns().size()))
        .toList();
  }

  private static int[] pixels(Image image) {
    var pixels = new int[(int) (image.getWidth() * image.getHeight())];
    image
        .getPixelReader()
        .getPixels(
            0,
            0,
            (int) image.getWidth(),
            (int) image.getHeight(),
            PixelFormat.getIntArgbInstance(),
            pixels,
            0,
            (int) image.getWidth());
    return pixels;
  }
}
