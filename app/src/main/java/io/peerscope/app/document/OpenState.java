package io.peerscope.app.document;

import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What is open, in which state, under which circumstances, and what is selected of it; every
/// change is made by [Opening], [Editing] or [WorkbenchDocument].
final class OpenState {

  final ReadOnlyObjectWrapper<Optional<Machine>> machine = optional();
  final ReadOnlyObjectWrapper<History> history =
      new ReadOnlyObjectWrapper<>(History.of("", Platform.of(Topology.empty())));
  final ReadOnlyObjectWrapper<List<Finding>> findings = new ReadOnlyObjectWrapper<>(List.of());
  final ReadOnlyObjectWrapper<Optional<EditResult.Rejected>> rejection = optional();
  final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.TRACE);
  final ReadOnlyObjectWrapper<Context> context = new ReadOnlyObjectWrapper<>(Context.standard());
  final ReadOnlyObjectWrapper<Platform> platform =
      new ReadOnlyObjectWrapper<>(Platform.of(Topology.empty()));
  final ReadOnlyObjectWrapper<Optional<Notice>> notice = optional();
  final ReadOnlyStringWrapper lastAction = new ReadOnlyStringWrapper("");
  final Selection selection = new Selection();
  final Attention attention = new Attention();

  /// The machine as read and edited, before any circumstance is chosen.
  Platform drawn() {
    return history.get().current();
  }

  void tell(Notice newNotice) {
    notice.set(Optional.of(newNotice));
  }

  private static <T> ReadOnlyObjectWrapper<Optional<T>> optional() {
    return new ReadOnlyObjectWrapper<>(Optional.empty());
  }
}
