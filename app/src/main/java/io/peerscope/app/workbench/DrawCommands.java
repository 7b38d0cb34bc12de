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
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
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
    List<PciAddress> functions = tops();
    if (functions.isEmpty()) {
      nothingSelected("duplicate");
    } else if (functions.size() == 1) {
      put(Carried.copied(document.drawn(), functions.getFirst()), beside(functions.getFirst()));
    } else {
      List<Subtree> copies =
          functions.stream().map(function -> Subtree.of(document.drawn(), function)).toList();
      putAll("duplicate", copies, n -> Spot.at(beside(functions.get(n))));
    }
  }

  /// Several devices as one change: all of them, or none with the reason.
  private void putAll(String verb, List<Subtree> devices, IntFunction<Spot> spots) {
    begin();
    Platform now = document.drawn();
    List<PlatformEdit> edits = new ArrayList<>();
    for (int n = 0; n < devices.size(); n++) {
      Carried carried = Carried.pasted(devices.get(n));
      Optional<PlatformEdit> edit = carried.editAt(now, spots.apply(n));
      if (edit.isEmpty() || !(edit.get().applyTo(now) instanceof EditResult.Applied applied)) {
        String why = carried.at(now, spots.apply(n)).sentence();
        refused(new Landing.Refused("no place for %s: %s".formatted(carried.name(), why)));
        return;
      }
      edits.add(edit.get());
      now = applied.platform();
    }
    document.edit("%s %d devices".formatted(verb, devices.size()), edits);
  }

  /// The copy goes beside, not below.
  private Optional<PciAddress> beside(PciAddress function) {
    return document.drawn().topology().parentOf(function) instanceof Parent.Below(PciAddress bridge)
        ? Optional.of(bridge)
        : Optional.of(function);
  }

  private void copy() {
    List<PciAddress> functions = tops();
    if (functions.isEmpty()) {
      nothingSelected("copy");
      return;
    }
    Clip.put(document.drawn(), functions);
    document.note(
        functions.size() == 1
            ? "copied " + Subtree.of(document.drawn(), functions.getFirst()).name()
            : "copied %d devices".formatted(functions.size()));
  }

  private void cut() {
    copy();
    List<PciAddress> functions = tops();
    if (!functions.isEmpty()) {
      document.remove(functions);
    }
  }

  /// Whether the clipboard held devices, which are put where the selection is.
  boolean paste() {
    List<Subtree> clip = isDrawing() ? Clip.of(Clipboard.getSystemClipboard()) : List.of();
    if (clip.size() == 1) {
      put(Carried.pasted(clip.getFirst()), selected());
    } else if (!clip.isEmpty()) {
      Optional<PciAddress> where = selected();
      putAll("paste", clip, _ -> Spot.at(where));
    }
    return !clip.isEmpty();
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
