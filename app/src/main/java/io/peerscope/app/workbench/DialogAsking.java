package io.peerscope.app.workbench;

import io.peerscope.app.document.Asking;
import io.peerscope.engine.format.document.PeerscopeDocument;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// Asks in dialogs: the desktop's own for files, and the only modal one of ours for unsaved
/// changes.
public final class DialogAsking implements Asking {

  private static final ButtonType SAVE = new ButtonType("Save", ButtonData.YES);
  private static final ButtonType DISCARD = new ButtonType("Don't save", ButtonData.NO);
  private static final ButtonType STAY = new ButtonType("Cancel", ButtonData.CANCEL_CLOSE);

  private final Stage owner;

  public DialogAsking(Stage owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Path> chooseTarget(Path suggested) {
    return choose("Save the machine", suggested, "Peerscope documents", PeerscopeDocument.ENDING);
  }

  @Override
  public Optional<Path> chooseExport(Path suggested, String ending) {
    return choose("Export", suggested, ending.toUpperCase(Locale.ROOT), "." + ending);
  }

  private Optional<Path> choose(String title, Path suggested, String kind, String ending) {
    var dialog = new FileChooser();
    dialog.setTitle(title);
    dialog.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, List.of("*" + ending)));
    dialog.setInitialFileName(suggested.getFileName() + "");
    Optional.ofNullable(suggested.toAbsolutePath().getParent())
        .map(Path::toFile)
        .filter(File::isDirectory)
        .ifPresent(dialog::setInitialDirectory);
    return Optional.ofNullable(dialog.showSaveDialog(owner)).map(File::toPath);
  }

  @Override
  public Leaving beforeLeaving(String name) {
    var alert = new Alert(Alert.AlertType.CONFIRMATION, "", SAVE, DISCARD, STAY);
    alert.initOwner(owner);
    alert.setTitle("Peerscope");
    alert.setHeaderText("Save the changes to " + name + "?");
    alert.setContentText("What is not saved is lost.");
    alert.setGraphic(null);
    alert.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
    ButtonType chosen = alert.showAndWait().orElse(STAY);
    if (chosen == SAVE) {
      return Leaving.SAVE;
    }
    return chosen == DISCARD ? Leaving.DISCARD : Leaving.STAY;
  }
}
