package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Platform BLANK = Platform.of(Topology.empty());

  private static History after(History history, PlatformEdit edit) {
    return history.after(edit, (EditResult.Applied) edit.applyTo(history.current()));
  }

  private static History twoSockets() {
    var socket = new AddHostBridge(Optional.empty(), part("intel-xeon"));
    return after(after(History.of("blank page", BLANK), socket), socket);
  }

  @Test
  void listShowsEveryEditByItsName() {
    assertThat(twoSockets().names())
        .containsExactly("blank page", "add host bridge 0000:00", "add host bridge 0000:80");
  }

  @Test
  void undoAndRedoGoFromStateToState() {
    History history = twoSockets();

    History undone = history.undo().undo().undo();

    assertThat(undone.current()).isSameAs(BLANK);
    assertThat(undone.redoName()).contains("add host bridge 0000:00");
    assertThat(undone.undoName()).isEmpty();
    assertThat(undone.redo().redo().redo().current()).isEqualTo(history.current());
  }

  @Test
  void clickInTheListGoesThere() {
    History history = twoSockets();

    assertThat(history.at(0).current()).isSameAs(BLANK);
    assertThat(history.at(0).at(2).current()).isEqualTo(history.current());
    assertThat(history.at(1).names()).isEqualTo(history.names());
  }

  @Test
  void editAfterUndoForgetsWhatWasUndone() {
    History history = twoSockets().undo();

    History other = after(history, new AddRootPort(Editing.bus(0), part("root-port-gen5")));

    assertThat(other.size()).isEqualTo(3);
    assertThat(other.redoName()).isEmpty();
  }

  @Test
  void savePointIsFoundAgainByUndo() {
    History saved = twoSockets().saved();
    History edited = after(saved, new AddHostBridge(Optional.empty(), part("intel-xeon")));

    assertThat(edited.isSaved()).isFalse();
    assertThat(edited.undo().isSaved()).isTrue();
    assertThat(edited.undo().undo().isSaved()).isFalse();
  }

  @Test
  void whatIsEditedWhileAStateIsBeingSavedIsNotSaved() {
    History whenSavingBegan = twoSockets();
    History edited =
        after(whenSavingBegan, new AddHostBridge(Optional.empty(), part("intel-xeon")));

    History saved = edited.savedAs(whenSavingBegan);

    assertThat(saved.isSaved()).isFalse();
    assertThat(saved.undo().isSaved()).isTrue();
    assertThat(saved.unsaved().undo().isSaved()).isFalse();
  }
}
