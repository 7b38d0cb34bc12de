package io.peerscope.app.matrix;

import io.peerscope.app.action.Action;
import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.JudgedMatrix;
import io.peerscope.app.document.LitPairs;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.Pairs;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The matrix of the kernel's policy over all pairs of endpoints: filters above it, the cell one
/// looks at in words below it, legend and verdict beside it.
public final class MatrixPanel extends HBox {

  private static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final SaveFile saveFile;
  private final PictureFile pictureFile;
  private final ObservableValue<Boolean> dark;
  private final MatrixCanvas canvas;
  private final MatrixBar bar;
  private final MatrixLegend legend = new MatrixLegend();
  private final VBox answer = Nodes.column("matrix-answer");
  private final Label sentence = Nodes.label("", "matrix-sentence");
  private final Label rosetta = Nodes.label("", "mono", "muted", "matrix-rosetta");
  private final Label ways = Nodes.label("", "mono", "muted", "matrix-rosetta");
  private final Button lit = new Button();
  private final Tooltip tooltip = new Tooltip();

  public MatrixPanel(
      WorkbenchDocument document,
      Jobs jobs,
      ObservableValue<Boolean> dark,
      SaveFile saveFile,
      PictureFile pictureFile) {
    this.document = document;
    this.jobs = jobs;
    this.saveFile = saveFile;
    this.pictureFile = pictureFile;
    this.dark = dark;
    canvas =
        new MatrixCanvas(
            jobs, (client, provider) -> document.ask(Question.of(client, Targets.of(provider))));
    bar =
        new MatrixBar(
            new MatrixBar.Commands(
                () -> canvas.scene().map(MatrixScene::all).orElse(List.of()),
                this::filter,
                this::setOperations,
                canvas::zoomOut,
                canvas::fit,
                canvas::zoomIn,
                this::export));
    getStyleClass().add("matrix-panel");
    VBox.setVgrow(canvas, Priority.ALWAYS);
    VBox picture = Nodes.column("matrix-picture", bar, canvas, sentence, rosetta, ways);
    picture.setMinWidth(0);
    HBox.setHgrow(picture, Priority.ALWAYS);
    Node side = Nodes.scroll(Nodes.column("legend", lit, answer, legend));
    getChildren().addAll(picture, side);
    Tooltip.install(canvas, tooltip);
    dark.subscribe(this::dress);
    document.pairs().matrix().subscribe(this::show);
    document.pairs().showIn(this::prepare);
    document.pairs().behind().subscribe(_ -> tellBehind());
    prepareLit();
    document.question().subscribe(_ -> mark());
    document.verdict().subscribe(_ -> tellVerdict());
    canvas.hover().subscribe(_ -> tellCell());
  }

  private void dress(boolean dark) {
    Palette palette = Palette.of(dark);
    canvas.setPalette(palette);
    legend.setPalette(palette);
  }

  /// Draws what has changed while nobody looked.
  public void refresh() {
    canvas.requestLayout();
  }

  /// Whether all that is in sight is painted, and is of the machine as it is now.
  public boolean isComplete() {
    return canvas.isComplete() && !isBehind();
  }

  private boolean isBehind() {
    Optional<JudgedMatrix> shown = canvas.scene().map(MatrixScene::judged);
    return document.pairs().behind().get()
        || (shown.isPresent() && !shown.equals(document.pairs().matrix().get()));
  }

  /// Verdicts of a state that is shown no more are not to be mistaken for those of now.
  private void tellBehind() {
    pseudoClassStateChanged(BEHIND, isBehind());
  }

  /// Pixels from one cell to the next.
  public double pitch() {
    return canvas.pitch();
  }

  /// What the keys do while the matrix has the focus.
  public List<Action> actions() {
    return Stream.of(
            Action.of("Larger cells of the matrix", canvas::zoomIn, "+", "="),
            Action.of("Smaller cells of the matrix", canvas::zoomOut, "-"),
            Action.of("Fit the matrix", canvas::fit, "f"),
            Action.of("Matrix: writes, reads or both", bar::nextOperations, "r"),
            Action.of("Filter the matrix", bar::focusFilter, "/"))
        .map(action -> action.when(canvas::isFocused))
        .toList();
  }

  // --- cells
  // ---------------------------------------------------------------------------------------

  /// What a picture needs is made elsewhere, since a large machine takes a while.
  private void show(Optional<JudgedMatrix> matrix) {
    if (matrix.isEmpty()) {
      jobs.cancel(Lane.MATRIX_VIEW);
      jobs.cancel(Lane.MATRIX_COUNT);
      canvas.show(Optional.empty());
      legend.count(Map.of());
      tellBehind();
      return;
    }
    if (canvas.scene().map(MatrixScene::judged).equals(matrix)) {
      tellBehind();
      return;
    }
    var platform = document.platform().get();
    MatrixFilter rows = bar.rowFilter();
    MatrixFilter columns = bar.columnFilter();
    Optional<MatrixScene> before = canvas.scene();
    make(() ->
        before.isPresent()
            ? before.get().after(platform, matrix.get(), rows, columns)
            : MatrixScene.of(platform, matrix.get(), rows, columns));
    tellBehind();
  }

  /// After an edit, all that is in sight is made ready with the matrix itself.
  private Optional<Pairs.Preparation> prepare(Platform edited) {
    MatrixFilter rows = bar.rowFilter();
    MatrixFilter columns = bar.columnFilter();
    return canvas
        .sight()
        .map(sight ->
            matrix -> {
              MatrixScene scene = sight.look().scene().after(edited, matrix, rows, columns);
              Optional<Sight> now = sight.with(scene);
              return () -> {
                boolean isOfFilters =
                    rows.equals(bar.rowFilter()) && columns.equals(bar.columnFilter());
                if (isOfFilters) {
                  jobs.cancel(Lane.MATRIX_VIEW);
                  take(scene, () -> canvas.show(sight, scene, now));
                }
              };
            });
  }

  private void filter() {
    if (isBehind()) {
      show(document.pairs().matrix().get());
      return;
    }
    MatrixFilter rows = bar.rowFilter();
    MatrixFilter columns = bar.columnFilter();
    canvas.scene().ifPresent(scene -> make(() -> scene.filtered(rows, columns)));
  }

  private void make(Supplier<MatrixScene> making) {
    jobs.run(
        Lane.MATRIX_VIEW,
        "Arranging the matrix",
        making,
        scene -> take(scene, () -> canvas.show(Optional.of(scene))),
        Defects::report);
  }

  private void take(MatrixScene scene, Runnable showing) {
    showing.run();
    tellBehind();
    light();
    mark();
    bar.tellSize("%,d × %,d".formatted(scene.rows().size(), scene.columns().size()));
    count(scene);
  }

  private void count(MatrixScene scene) {
    if (scene.isCounted()) {
      jobs.cancel(Lane.MATRIX_COUNT);
      legend.count(scene.count(canvas.operations()));
      return;
    }
    jobs.run(
        Lane.MATRIX_COUNT,
        "Counting the verdicts",
        () -> scene.count(canvas.operations()),
        legend::count,
        Defects::report);
  }

  private void setOperations(Operations operations) {
    canvas.setOperations(operations);
    canvas.scene().ifPresent(this::count);
  }

  private void mark() {
    Question question = document.question().get();
    canvas.mark(question.client(), question.targetFunction());
    tellCell();
  }

  // --- pairs that are brought out
  // -------------------------------------------------------------------------------

  private void prepareLit() {
    lit.setId("matrix-lit");
    lit.getStyleClass().add("matrix-lit");
    lit.setMaxWidth(Double.MAX_VALUE);
    lit.setWrapText(true);
    lit.setMinHeight(USE_PREF_SIZE);
    Nodes.explain(lit, "Show all pairs alike again");
    lit.setOnAction(_ -> document.pairs().light(Optional.empty()));
    document
        .pairs()
        .lit()
        .subscribe(pairs -> {
          Nodes.show(lit, pairs.isPresent());
          lit.setText(pairs.map(it -> "✕  brought out: " + it.why()).orElse(""));
          light();
        });
  }

  /// Millions of pairs take a moment to be found among the rows and columns.
  private void light() {
    Optional<LitPairs> pairs = document.pairs().lit().get();
    Optional<MatrixScene> scene = canvas.scene();
    if (pairs.isEmpty() || scene.isEmpty()) {
      jobs.cancel(Lane.LIT);
      canvas.light(Optional.empty());
      return;
    }
    jobs.run(
        Lane.LIT,
        "Finding the pairs",
        () -> Lit.of(scene.get(), pairs.get()),
        found -> canvas.light(Optional.of(found)),
        Defects::report);
  }

  // --- words
  // ---------------------------------------------------------------------------------------

  /// The cell under the pointer, else the chosen one.
  private void tellCell() {
    Cell cell = canvas.hover().get().exists() ? canvas.hover().get() : canvas.chosen();
    Optional<CellWords> words =
        canvas
            .scene()
            .filter(scene -> cell.exists() && !scene.isSelf(cell.row(), cell.column()))
            .map(scene -> CellWords.of(scene, cell.row(), cell.column()));
    sentence.setText(words.map(it -> it.pair() + "  " + it.sentence()).orElse(" "));
    rosetta.setText(words.map(CellWords::rosetta).orElse(" "));
    ways.setText(words.map(CellWords::ways).orElse(" "));
    tooltip.setText(words.map(CellWords::all).orElse("row = client, column = owner of the page"));
    canvas.setAccessibleText(
        words.map(CellWords::all).orElse("Matrix of all pairs; arrows move, Enter chooses"));
  }

  private void tellVerdict() {
    answer.getChildren().clear();
    document
        .verdict()
        .get()
        .ifPresent(verdict ->
            answer
                .getChildren()
                .setAll(
                    Nodes.label(document.question().get().toString(), "mono", "matrix-pair"),
                    Nodes.label(VerdictKind.titleOf(verdict), "verdict-word"),
                    Nodes.paragraph(verdict.summary())));
    answer.getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    document
        .verdict()
        .get()
        .ifPresent(it -> answer.getStyleClass().add("verdict-" + VerdictKind.of(it).styleClass()));
  }

  // --- files
  // ---------------------------------------------------------------------------------------

  private void export(MatrixExport format) {
    Optional<MatrixScene> scene = canvas.scene();
    String source = document.machine().get().map(Machine::name).orElse("matrix");
    Palette palette = Palette.of(dark.getValue());
    Operations operations = canvas.operations();
    Supplier<MatrixPng> picture =
        () -> MatrixPng.of(scene.orElseThrow(), operations, palette, source);
    scene
        .flatMap(
            _ -> saveFile.ask("Export the matrix", "matrix" + format.ending(), format.ending()))
        .ifPresent(file ->
            jobs.run(
                Lane.EXPORT_MATRIX,
                "Writing " + file.getFileName(),
                () -> {
                  write(format, scene.get(), picture, source, file);
                  return file;
                },
                written -> document.note("wrote the matrix to " + written.getFileName()),
                this::tellUnwritten));
  }

  private void write(
      MatrixExport format,
      MatrixScene scene,
      Supplier<MatrixPng> picture,
      String source,
      Path file) {
    try {
      format.write(scene, picture, source, pictureFile, file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void tellUnwritten(Throwable failure) {
    if (failure instanceof UncheckedIOException unwritable) {
      document.report(
          new Notice(
              "The matrix could not be written",
              String.valueOf(unwritable.getMessage()),
              "Choose another place."));
    } else {
      Defects.report(failure);
    }
  }
}
