package io.peerscope.app.theme;

import javafx.scene.shape.SVGPath;

/// The icons of the window's commands: one family, drawn in a square of 16.
public enum Icons {
  FIRST("M3 3h2v10H3z M13 3v10L6 8z"),
  PREVIOUS("M11.5 3v10L4.5 8z"),
  PLAY("M4.5 2.5v11L13.5 8z"),
  PAUSE("M4 3h3v10H4z M9 3h3v10H9z"),
  NEXT("M4.5 3v10L11.5 8z"),
  LAST("M11 3h2v10h-2z M3 3v10L10 8z"),
  RUN("M2.5 3v10L9 8z M10 3h1.6v10H10z M13 6.2a1.8 1.8 0 1 1 0 3.6z"),
  LOOP(
      "M4.5 3.2h6.2V1.2L14 4.2l-3.3 3V5.1H4.9a1.9 1.9 0 0 0-1.9 1.9V8H1.2V6.6a3.4 3.4 0 0 1 3.3-3.4z"
          + " M11.5 12.8H5.3v2L2 11.8l3.3-3v2.1h5.8A1.9 1.9 0 0 0 13 9V8h1.8v1.4a3.4 3.4 0 0 1-3.3"
          + " 3.4z"),
  FIT(
      "M2 2h4v1.5H3.5V6H2z M10 2h4v4h-1.5V3.5H10z M2 10h1.5v2.5H6V14H2z M12.5 10H14v4h-4v-1.5h2.5z"
          + " M5.5 5.5h5v5h-5z M6.7 6.7v2.6h2.6V6.7z"),
  SUN(
      "M8 4.8a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 0 1 0-6.4z M7.3 1h1.4v2.3H7.3z M7.3 12.7h1.4V15H7.3z"
          + " M1 7.3h2.3v1.4H1z M12.7 7.3H15v1.4h-2.3z M3.5 2.5l1.6 1.6l-1 1l-1.6-1.6z"
          + " M11.9 10.9l1.6 1.6l-1 1l-1.6-1.6z M12.5 2.5l1 1l-1.6 1.6l-1-1z"
          + " M4.1 10.9l1 1l-1.6 1.6l-1-1z"),
  MOON("M6.2 1.6a6.5 6.5 0 1 0 8.2 8.2a5.3 5.3 0 0 1-8.2-8.2z"),
  AUTO("M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z M8 3v10a5 5 0 0 0 0-10z"),
  HELP(
      "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z M8 2.8a5.2 5.2 0 1 0 0 10.4a5.2 5.2 0 0 0 0-10.4z"
          + " M7.3 10.4h1.4v1.4H7.3z M5.7 6.3a2.3 2.3 0 1 1 3.6 1.9c-.5.4-.6.6-.6 1.3H7.3c0-1.2.3-1.7"
          + " 1.1-2.3a1 1 0 1 0-1.4-.9z"),
  COPY("M5 2h8v9h-1.3V3.3H5z M3 4.5h7.5V14H3z M4.3 5.8v6.9h4.9V5.8z"),
  CLOSE(
      "M3.9 2.8L8 6.9l4.1-4.1l1.1 1.1L9.1 8l4.1 4.1l-1.1 1.1L8 9.1l-4.1 4.1l-1.1-1.1L6.9 8L2.8 3.9z"),
  CHECK("M2.2 8.3l1.5-1.5l2.8 2.8l5.8-5.8l1.5 1.5l-7.3 7.3z"),
  REFUSED(
      "M8 1.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 0 1 0-13.6z M4.6 3.5l7.9 7.9a5 5 0 0 0-7.9-7.9z"
          + " M3.5 4.6a5 5 0 0 0 7.9 7.9z"),
  OVER("M1.6 11.5a6.4 6.4 0 0 1 11-5.2V3.6h1.6v5.6H8.6V7.6h2.9a4.8 4.8 0 0 0-8.2 3.9z"),
  QUESTION(
      "M4.6 5.6a3.4 3.4 0 1 1 5.4 2.8c-.9.7-1.1 1-1.1 2H7.1c0-1.7.5-2.5 1.6-3.3a1.6 1.6 0 1 0-2.4-1.5z"
          + " M7.1 11.8h1.8v1.9H7.1z"),
  UNDO("M6.4 2.2v2.6h2.9a4.4 4.4 0 0 1 0 8.8H4.6v-1.5h4.7a2.9 2.9 0 0 0 0-5.8H6.4v2.6L1.8 5.5z"),
  REDO("M9.6 2.2v2.6H6.7a4.4 4.4 0 0 0 0 8.8h4.7v-1.5H6.7a2.9 2.9 0 0 1 0-5.8h2.9v2.6l4.6-3.4z"),
  WAITING(
      "M8 1.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 0 1 0-13.6z M7.1 4v5h1.8V4z M7.1 10.4v1.8h1.8v-1.8z"),
  FOLDED("M6 4l5 4l-5 4z"),
  UNFOLDED("M4 6h8l-4 5z"),
  DASH("M4 7.3h8v1.4H4z");

  private final String path;

  Icons(String path) {
    this.path = path;
  }

  /// A new node that shows the icon in the current text colour.
  public SVGPath node(String... styleClasses) {
    var shape = new SVGPath();
    shape.setContent(path);
    shape.getStyleClass().add("icon");
    shape.getStyleClass().addAll(styleClasses);
    return shape;
  }
}
