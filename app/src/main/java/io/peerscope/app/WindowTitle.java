package io.peerscope.app;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;

/// What a window is called: the machine in it, with a dot while something is not saved.
final class WindowTitle {

  private static final String PROGRAM = "Peerscope";

  private WindowTitle() {}

  static StringBinding of(WorkbenchDocument document) {
    return Bindings.createStringBinding(
        () -> document.machine().get().map(it -> title(document, it)).orElse(PROGRAM),
        document.machine(),
        document.history());
  }

  private static String title(WorkbenchDocument document, Machine machine) {
    String unsaved = document.history().get().isSaved() ? "" : " ●";
    return machine.name() + unsaved + " – " + PROGRAM;
  }
}
