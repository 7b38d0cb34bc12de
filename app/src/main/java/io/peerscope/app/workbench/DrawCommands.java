package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.draw.AcsPreset;
import io.peerscope.app.draw.Cargo;
import io.peerscope.app.draw.Carried;
import io.peerscope.app.draw.Clip;
import io.peerscope.app.draw.Landing;
import io.peerscope.app.draw.Palette;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.draw.Spot;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.Clipboard;

/// What one does to the machine while drawing, by key, by click and by hand.
final class DrawCommands implements TopologyCanvas.Drawing {

  private final WorkbenchDocument document;
  private final Palette palette = new Palette();

  DrawCommands(WorkbenchDocument document) {
    this.document = document;
  }

  Palette palette() {
    return palette;
  }

  /// The commands with their keys; they mean something only while one draws.
  ///
  /// @param rename where the selected function gets another name
  List<Action> actions(Runnable rename) {
    List<Action> actions = new ArrayList<>();
    for (PaletteItem item : PaletteItem.values()) {
      actions.add(Action.of("Add: " + item.label(), () -> add(item), item.key()));
    }
    actions.add(
        Action.of("Remove what is selected", this::remove, "Delete", "Backspace").aboutPicture());
    actions.add(Action.of("Duplicate what is selected", this::duplicate, "Ctrl+D").aboutPicture());
    actions.add(Action.of("Copy what is selected", this::copy, "Ctrl+C").aboutPicture());
    actions.add(Action.of("Cut what is selected", this::cut, "Ctrl+X").aboutPicture());
    actions.add(Action.of("Rename what is selected", rename, "F2").aboutPicture());
    actions.add(
        Action.of("Give all numbers below this host bridge anew", this::renumber, "Ctrl+R")
            .aboutPicture());
    actions.add(Action.of("Select everything", this::selectAll, "Ctrl+A"));
    actions.add(
        Action.of("Select all of this kind", this::selectKind, "Ctrl+Shift+A").aboutPicture());
    for (AcsPreset preset : AcsPreset.values()) {
      actions.add(Action.of(preset.label(), () -> set(preset), preset.key()).aboutPicture());
    }
    return actions.stream().map(action -> action.when(this::isDrawing)).toList();
  }

  private boolean isDrawing() {
    return document.mode().get() == Mode.DRAW;
  }

  // --- by key
  // -------------------------------------------------------------------------------------

  /// Puts an item where the selection is, or as near to it as it can be.
  void add(PaletteItem item) {
    put(palette.take(item), selected());
  }

  private void put(Cargo cargo, Optional<PciAddress> selected) {
    begin();
    switch (cargo.at(document.drawn(), Spot.at(selected))) {
      case Landing.Possible possible -> land(possible);
      case Landing.Refused refused -> refused(refused);
    }
  }

  /// A blank page is begun with the first thing that is put on it.
  private void begin() {
    if (document.machine().get().isEmpty()) {
      document.startBlank();
    }
  }

  private Optional<PciAddress> selected() {
    return document.selection().get();
  }

  private void remove() {
    List<PciAddress> functions = tops();
    if (functions.isEmpty()) {
      nothingSelected("take out");
    } else {
      document.remove(functions);
    }
  }

  /// The selected functions that are not below another selected one.
  private List<PciAddress> tops() {
    List<PciAddress> selected = document.allSelected();
    return selected.stream()
        .filter(each ->
            selected.stream()
                .filter(other -> !other.equals(each))
                .noneMatch(other ->
                    document.drawn().topology().upstreamPath(each).functions().contains(other)))
        .toList();
  }

  private void duplicate() {
    if (selected().isEmpty()) {
      nothingSelected("duplicate");
    }
    selected()
        .ifPresent(function -> put(Carried.copied(document.drawn(), function), beside(function)));
  }

  /// The copy goes beside, not below.
  private Optional<PciAddress> beside(PciAddress function) {
    return document.drawn().topology().parentOf(function) instanceof Parent.Below(PciAddress bridge)
        ? Optional.of(bridge)
        : Optional.of(function);
  }

  private void copy() {
    if (selected().isEmpty()) {
      nothingSelected("copy");
    }
    selected()
        .ifPresent(function -> {
          Clip.put(document.drawn(), function);
          document.note("copied " + Subtree.of(document.drawn(), function).name());
        });
  }

  private void cut() {
    copy();
    selected().ifPresent(function -> document.remove(List.of(function)));
  }

  /// Whether the clipboard held a device, which is put where the selection is.
  boolean paste() {
    Optional<Subtree> clip =
        isDrawing() ? Clip.of(Clipboard.getSystemClipboard()) : Optional.empty();
    clip.ifPresent(subtree -> put(Carried.pasted(subtree), selected()));
    return clip.isPresent();
  }

  private void renumber() {
    Spot.at(selected())
        .rootBus(document.drawn())
        .ifPresentOrElse(
            bus -> document.edit(new Renumber(bus)), () -> nothingSelected("number anew"));
  }

  private void selectAll() {
    document.selectAll(
        document.drawn().topology().functions().stream().map(PciFunction::address).toList());
  }

  private void selectKind() {
    selected()
        .ifPresent(function -> {
          FunctionKind kind = document.drawn().topology().at(function).kind();
          document.selectAll(
              document.drawn().topology().functions().stream()
                  .filter(it -> it.kind() == kind)
                  .map(PciFunction::address)
                  .toList());
        });
  }

  private void set(AcsPreset preset) {
    List<PlatformEdit> edits = preset.edits(document.drawn(), document.allSelected());
    if (edits.isEmpty()) {
      document.report(
          new Notice("Nothing with Access Control Services is selected", "", "Select a port."));
    } else {
      document.edit(preset.label(), edits);
    }
  }

  private void nothingSelected(String what) {
    document.report(new Notice("Nothing is selected to " + what, "", "Click a function first."));
  }

  // --- by hand
  // ------------------------------------------------------------------------------------

  @Override
  public void select(List<PciAddress> functions, boolean adding) {
    if (adding) {
      functions.forEach(document::selectAlso);
    } else {
      document.selectAll(functions);
    }
  }

  @Override
  public Cargo cargo(PciAddress function, boolean copying) {
    return copying
        ? Carried.copied(document.drawn(), function)
        : Carried.moved(document.drawn(), function);
  }

  @Override
  public void land(Landing.Possible landing) {
    begin();
    landing.deed().accept(document);
  }

  @Override
  public void refused(Landing.Refused landing) {
    document.report(new Notice(capital(landing.sentence()), "", "Nothing was changed."));
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
