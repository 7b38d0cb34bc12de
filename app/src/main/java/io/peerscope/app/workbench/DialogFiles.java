package io.peerscope.app.workbench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The desktop's own file dialog, which remembers the folder.
public final class DialogFiles implements FilePort {

  private final Window owner;
  private Optional<File> folder = Optional.empty();

  public DialogFiles(Window owner) {
    this.owner = owner;
  }

  @Override
  public List<Path> chooseFiles() {
    var dialog = new FileChooser();
    dialog.setTitle("Open what lspci printed");
    folder.filter(File::isDirectory).ifPresent(dialog::setInitialDirectory);
    List<File> chosen = dialog.showOpenMultipleDialog(owner);
    if (chosen == null || chosen.isEmpty()) {
      return List.of();
    }
    folder = Optional.ofNullable(chosen.getFirst().getParentFile());
    return chosen.stream().map(File::toPath).toList();
  }
}
