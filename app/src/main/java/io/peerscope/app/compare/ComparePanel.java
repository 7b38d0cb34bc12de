package io.peerscope.app.compare;

import io.peerscope.app.action.Action;
import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Difference;
import io.peerscope.app.document.LitPairs;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.compare.CauseGroup;
import io.peerscope.engine.compare.Change;
import io.peerscope.engine.compare.ChangedPair;
import io.peerscope.engine.compare.DmaComparison;
import io.peerscope.engine.compare.MatrixComparison;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The machine on show beside another one: the pairs that changed by cause, and the DMA that is
/// asked about step by step on both sides. Choosing a cause shows its function, choosing a pair
/// asks about it and goes to the first step that differs.
public final class ComparePanel extends HBox {

  /// So many pairs are listed while no cause is chosen; of a cause, all are.
  private static final int MOST_PAIRS = 2_000;

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final Supplier<List<Path>> chooseFile;
  private final ComboBox<OtherSide> others = new ComboBox<>();
  private final VBox summary = Nodes.column("compare-summary");
  private final ListView<CauseGroup> causes = new ListView<>();
  private final ListView<ChangedPair> pairs = new ListView<>();
  private final StepLists steps;
  private boolean shown;
  private boolean leadToDifference;

  /// @param chooseFile asks for another file
  public ComparePanel(WorkbenchDocument document, Jobs jobs, Supplier<List<Path>> chooseFile) {
    this.document = document;
    this.jobs = jobs;
    this.chooseFile = chooseFile;
    this.steps = new StepLists(document::goTo);
    setId("compare");
    getStyleClass().add("compare");
    others.setId("compare-with");
    others.setAccessibleText("Compare with");
    others.setConverter(new OtherWords());
    others.setMaxWidth(Double.MAX_VALUE);
    refill();
    others.valueProperty().subscribe((_, _) -> compare());
    prepare(causes, "compare-causes", "Causes", ComparePanel::words);
    prepare(pairs, "compare-pairs", "Pairs that changed", ComparePanel::words);
    causes.getSelectionModel().selectedItemProperty().subscribe(this::showCause);
    pairs.getSelectionModel().selectedItemProperty().subscribe(this::showPair);
    VBox left = Nodes.column("compare-left", chooser(), summary, causes, pairs);
    left.setMinWidth(420);
    left.setPrefWidth(460);
    VBox.setVgrow(causes, Priority.SOMETIMES);
    VBox.setVgrow(pairs, Priority.ALWAYS);
    Node right = Nodes.scroll(steps);
    HBox.setHgrow(right, Priority.ALWAYS);
    getChildren().addAll(left, right);
    document.context().subscribe((_, _) -> refill());
    document.platform().subscribe((_, _) -> compare());
    document.verdict().subscribe((_, verdict) -> verdict.ifPresent(_ -> compare()));
    document.wantsDifference().subscribe((_, _) -> compare());
    document.pairs().lit().subscribe(this::forgetCause);
    steps.show(Optional.empty());
  }

  private Node chooser() {
    var file = new Button("Other file…");
    file.setId("compare-file");
    file.setMinWidth(USE_PREF_SIZE);
    file.setOnAction(_ -> compareWithFile());
    HBox.setHgrow(others, Priority.ALWAYS);
    Label with = Nodes.label("Compare with", "muted");
    with.setMinWidth(USE_PREF_SIZE);
    return Nodes.row("compare-chooser", with, others, file);
  }

  private static <T> void prepare(
      ListView<T> list, String id, String text, Function<T, String> words) {
    list.setId(id);
    list.setAccessibleText(text);
    list.setPlaceholder(Nodes.label("nothing changed", "muted"));
    list.setCellFactory(_ ->
        new ListCell<>() {
          @Override
          protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            setWrapText(true);
            // As wide as the list, whatever its words.
            setPrefWidth(0);
            setText(empty || item == null ? "" : words.apply(item));
          }
        });
  }

  private static String words(CauseGroup group) {
    return "%s: %s".formatted(group.cause().text(), count(group.size()));
  }

  private static String words(ChangedPair pair) {
    return "%s → %s   %s"
        .formatted(
            Targets.shortest(pair.client()), Targets.shortest(pair.provider()), pair.change());
  }

  private static String count(long pairs) {
    return "%,d %s".formatted(pairs, pairs == 1 ? "pair" : "pairs");
  }

  /// What menus, keys and the palette offer.
  ///
  /// @param open brings this part of the window to the front
  public List<Action> actions(Runnable open) {
    return List.of(
        Action.of(
            "Compare with the document as opened",
            () -> {
              open.run();
              others.getSelectionModel().selectFirst();
            },
            "Ctrl+Shift+D"),
        Action.of(
            "Compare with other circumstances",
            () -> {
              open.run();
              others.requestFocus();
              others.show();
            }),
        Action.of(
            "Compare with another file",
            () -> {
              open.run();
              compareWithFile();
            }));
  }

  /// Says whether somebody looks, so that nothing is compared while nobody does.
  public void setShown(boolean isShown) {
    shown = isShown;
    if (shown) {
      compare();
    }
  }

  private void refill() {
    Optional<OtherSide> chosen = Optional.ofNullable(others.getValue());
    others.getItems().setAll(OtherSide.all(document.context().get()));
    others.setValue(
        chosen
            .flatMap(was ->
                others.getItems().stream().filter(it -> it.words().equals(was.words())).findFirst())
            .or(() -> chosen.filter(OtherSide.File.class::isInstance))
            .orElse(others.getItems().getFirst()));
  }

  private void compareWithFile() {
    List<Path> files = chooseFile.get();
    if (!files.isEmpty()) {
      jobs.run(
          Lane.COMPARE,
          "Reading " + files.getFirst().getFileName(),
          () -> read(files.getFirst()),
          others::setValue,
          failure -> document.tellUnreadable(files.getFirst(), failure));
    }
  }

  private static OtherSide read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      Platform read = PlatformReader.read(List.of(Input.of(file.toString(), file))).platform();
      if (read.topology().size() == 0) {
        throw new IOException("no PCI function is in it");
      }
      return new OtherSide.File(name, read);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void compare() {
    if (others.getValue() == null || document.machine().get().isEmpty()) {
      return;
    }
    Compared.Sides sides = sides();
    if (shown) {
      jobs.run(
          Lane.COMPARE,
          "Comparing",
          () -> Compared.of(sides),
          done -> take(sides, done),
          Defects::report);
    } else if (document.wantsDifference().get()) {
      jobs.run(
          Lane.COMPARE,
          "Comparing the DMA",
          () -> Compared.ofDma(sides),
          found -> found.ifPresent(dma -> tellDifference(sides, dma)),
          Defects::report);
    }
  }

  private Compared.Sides sides() {
    return new Compared.Sides(
        document.history().get().at(0).current(),
        document.drawn(),
        document.context().get(),
        document.question().get(),
        document.operation().get(),
        others.getValue());
  }

  /// What was compared while another DMA was asked about says nothing of this one. A trace that
  /// ends where the other goes on differs at its last step.
  private void tellDifference(Compared.Sides sides, DmaComparison dma) {
    if (!sides.areAbout(
        document.question().get(), document.operation().get(), document.context().get())) {
      return;
    }
    int last = document.stepCount() - 1;
    OptionalInt first = dma.firstDifference();
    document.tell(
        new Difference(
            sides.other().words(),
            first.isPresent() && last >= 0
                ? OptionalInt.of(Math.min(first.getAsInt(), last))
                : OptionalInt.empty()));
  }

  private void take(Compared.Sides sides, Compared compared) {
    MatrixComparison matrix = compared.matrix();
    summary
        .getChildren()
        .setAll(
            Nodes.label("%s → %s".formatted(compared.before(), compared.after()), "heading"),
            Nodes.paragraph(
                "%s of %s changed".formatted(count(matrix.changed()), count(matrix.compared()))));
    for (Map.Entry<Change, Long> change : matrix.changes().entrySet()) {
      summary
          .getChildren()
          .add(Nodes.label("%,d  %s".formatted(change.getValue(), change.getKey()), "mono"));
    }
    if (!matrix.gone().isEmpty() || !matrix.added().isEmpty()) {
      summary
          .getChildren()
          .add(
              Nodes.label(
                  "%,d endpoints only before, %,d only after"
                      .formatted(matrix.gone().size(), matrix.added().size())));
    }
    if (!causes.getItems().equals(matrix.groups())) {
      causes.getItems().setAll(matrix.groups());
      list(listed(matrix.groups()));
    }
    steps.show(Optional.of(compared));
    compared.dma().ifPresent(dma -> tellDifference(sides, dma));
    if (leadToDifference) {
      leadToDifference = false;
      compared.dma().ifPresent(dma -> dma.firstDifference().ifPresent(document::goTo));
    }
  }

  private static List<ChangedPair> listed(List<CauseGroup> groups) {
    return groups.stream().flatMap(CauseGroup::pairs).distinct().limit(MOST_PAIRS).toList();
  }

  private void list(List<ChangedPair> changed) {
    pairs.setItems(FXCollections.observableList(changed));
  }

  private void showCause(@Nullable CauseGroup group) {
    if (group != null) {
      list(new PairList(group));
      document.pairs().light(Optional.of(new LitPairs(words(group), group.blocks())));
      document.selectAll(
          group.cause().about().stream()
              .filter(it -> document.platform().get().topology().find(it).isPresent())
              .toList());
    }
  }

  /// A cause whose pairs are not brought out any more can be chosen again.
  private void forgetCause(Optional<LitPairs> lit) {
    if (lit.isEmpty()) {
      causes.getSelectionModel().clearSelection();
    }
  }

  private void showPair(@Nullable ChangedPair pair) {
    if (pair != null) {
      leadToDifference = true;
      document.ask(Question.of(pair.client(), Targets.of(pair.provider())));
    }
  }

  private static final class OtherWords extends StringConverter<OtherSide> {

    @Override
    public String toString(@Nullable OtherSide side) {
      return side == null ? "" : side.words();
    }

    @Override
    public OtherSide fromString(String words) {
      return new OtherSide.AsOpened();
    }
  }
}
