package io.peerscope.app.debugger;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// The steps as dots on a line, filled as far as one has come; a click or a drag goes to a step.
final class Scrubber extends Region {

  private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

  /// With more steps than this, dots would touch; then there is the line alone.
  private static final int MOST_DOTS = 64;

  private static final double MARGIN = 10;
  private static final double DOT = 9;
  private static final double CURRENT_DOT = 13;

  private final WorkbenchDocument document;
  private final Playback playback;
  private final Region track = styled("scrubber-track");
  private final Region done = styled("scrubber-done");
  private final List<Region> dots = new ArrayList<>();

  Scrubber(WorkbenchDocument document, Playback playback) {
    this.document = document;
    this.playback = playback;
    setId("scrubber");
    getStyleClass().add("scrubber");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    setAccessibleText("Steps of the DMA");
    getChildren().addAll(track, done);
    document.verdict().subscribe(_ -> rebuild());
    document.step().subscribe(_ -> mark());
    playback.fraction().subscribe(_ -> requestLayout());
    setOnMousePressed(this::seek);
    setOnMouseDragged(this::seek);
    setOnKeyPressed(this::step);
  }

  private void rebuild() {
    int count = document.stepCount();
    int wanted = count <= MOST_DOTS ? count : 0;
    while (dots.size() > wanted) {
      getChildren().remove(dots.removeLast());
    }
    while (dots.size() < wanted) {
      Region dot = styled("scrubber-dot");
      dots.add(dot);
      getChildren().add(dot);
    }
    getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    document
        .verdict()
        .get()
        .ifPresent(it -> getStyleClass().add("verdict-" + VerdictKind.of(it).styleClass()));
    mark();
  }

  private void mark() {
    int current = document.step().get();
    for (int step = 0; step < dots.size(); step++) {
      dots.get(step).pseudoClassStateChanged(PAST, step < current);
      dots.get(step).pseudoClassStateChanged(CURRENT, step == current);
    }
    requestLayout();
  }

  private void seek(MouseEvent press) {
    requestFocus();
    int last = document.stepCount() - 1;
    if (last >= 0) {
      double share = (press.getX() - MARGIN) / Math.max(1, length());
      playback.goTo((int) Math.round(share * last));
    }
  }

  private void step(KeyEvent key) {
    switch (key.getCode()) {
      case LEFT -> playback.previous();
      case RIGHT -> playback.next();
      default -> {
        return;
      }
    }
    key.consume();
  }

  private double length() {
    return getWidth() - 2 * MARGIN;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 24;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 160;
  }

  @Override
  protected void layoutChildren() {
    double middle = Math.floor(getHeight() / 2);
    double gap = length() / Math.max(1, document.stepCount() - 1);
    double lag = document.step().get() > 0 ? 1 - playback.fraction().get() : 0;
    double reached = (document.step().get() - lag) * gap;
    track.resizeRelocate(MARGIN, middle - 1.5, length(), 3);
    done.resizeRelocate(MARGIN, middle - 1.5, Math.max(0, reached), 3);
    done.setVisible(document.stepCount() > 1);
    for (int step = 0; step < dots.size(); step++) {
      double size = step == document.step().get() ? CURRENT_DOT : DOT;
      double x = MARGIN + step * gap;
      dots.get(step).resizeRelocate(x - size / 2, middle - size / 2, size, size);
    }
  }

  private static Region styled(String styleClass) {
    var region = new Region();
    region.getStyleClass().add(styleClass);
    return region;
  }
}
