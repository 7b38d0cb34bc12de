package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.InspectorPage;
import io.peerscope.app.inspector.page.Section;
import io.peerscope.app.scale.WindowView;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.WindowUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.layout.VBox;

/// The fields of a page under their headings, and below those of a bridge its windows to scale.
///
/// What was made for one page is filled anew for the next; what a page needs beyond that is made
/// some lines at a time.
final class FieldSections extends VBox {

  /// Making more lines at once would take longer than a frame.
  private static final int LINES_AT_ONCE = 40;

  private final FieldLine.Listener listener;
  private final Consumer<PlatformEdit> edit;
  private final Supplier<WindowView> newWindow;
  private final Runnable grown;
  private final List<SectionView> views = new ArrayList<>();
  private final List<WindowView> windows = new ArrayList<>();
  private final VBox windowBox = Nodes.column("inspector-windows");
  private List<Section> shown = List.of();

  /// @param edit carries out what a heading offers
  /// @param newWindow makes the picture of a window
  /// @param grown called when lines have been made that were still missing
  FieldSections(
      FieldLine.Listener listener,
      Consumer<PlatformEdit> edit,
      Supplier<WindowView> newWindow,
      Runnable grown) {
    this.listener = listener;
    this.edit = edit;
    this.newWindow = newWindow;
    this.grown = grown;
    getStyleClass().add("inspector-sections");
  }

  List<FieldLine> lines() {
    return views.stream().flatMap(view -> view.lines().stream()).toList();
  }

  void show(InspectorPage page) {
    shown = page.sections();
    showSome(shown);
    showWindows(page);
  }

  private void showSome(List<Section> sections) {
    while (views.size() < sections.size()) {
      var view = new SectionView(listener, it -> edit.accept(it.edit()));
      views.add(view);
      getChildren().add(view);
    }
    int budget = LINES_AT_ONCE;
    int toCome = 0;
    for (int index = 0; index < views.size(); index++) {
      SectionView view = views.get(index);
      if (index < sections.size()) {
        int made = view.made();
        toCome += view.show(sections.get(index), budget);
        budget -= view.made() - made;
      } else {
        view.hide();
      }
    }
    if (toCome > 0) {
      Platform.runLater(() -> showMore(sections));
    }
  }

  private void showMore(List<Section> begun) {
    if (shown.equals(begun)) {
      showSome(begun);
      grown.run();
    }
  }

  /// The pictures stand under the fields of the windows.
  void showWindows(InspectorPage page) {
    List<WindowUse> uses = page.windows();
    int place = uses.isEmpty() ? -1 : placeOfWindows(page.sections());
    if (getChildren().indexOf(windowBox) != place) {
      getChildren().remove(windowBox);
      if (place >= 0) {
        getChildren().add(place, windowBox);
      }
    }
    while (windows.size() < uses.size()) {
      WindowView view = newWindow.get();
      windows.add(view);
      windowBox.getChildren().add(view);
    }
    for (int at = 0; at < windows.size(); at++) {
      Nodes.show(windows.get(at), at < uses.size());
      if (at < uses.size()) {
        windows.get(at).show(uses.get(at));
      }
    }
    Nodes.show(windowBox, !uses.isEmpty());
  }

  /// Below the fields of the bridge; -1 where there are none.
  private static int placeOfWindows(List<Section> sections) {
    for (int at = 0; at < sections.size(); at++) {
      if (sections.get(at).heading().contains("BRIDGE")) {
        return at + 1;
      }
    }
    return -1;
  }
}
