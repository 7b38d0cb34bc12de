package io.peerscope.app.workbench;

import io.peerscope.app.matrix.SaveFile;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The desktop's own dialog for a new file.
final class DialogSave implements SaveFile {

  private final Supplier<Window> owner;

  DialogSave(Supplier<Window> owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Path> ask(String title, String name, String ending) {
    var dialog = new FileChooser();
    dialog.setTitle(title);
    dialog.setInitialFileName(name);
    dialog.getExtensionFilters().add(new FileChooser.ExtensionFilter(ending, "*" + ending));
    File chosen = dialog.showSaveDialog(owner.get());
    return Optional.ofNullable(chosen).map(File::toPath);
  }
}
