package io.peerscope.engine.edit;

import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The states of a document: one per edit, with its name, a pointer to the current one, and one to
/// the state that was saved. Immutable.
///
/// Undo is the platform before, not an inverse operation, so that undoing everything gives the
/// first platform. States near the current one are kept as they are; of those further away every so
/// many, and the ones between are made again out of it by their edits. An edit always gives the
/// same platform.
public final class History {

  /// The serial of no state.
  private static final long NOWHERE = -1;

  private final Recent recent;
  private final Optional<Chain<Step>> future;
  private final long saved;
  private final long serials;

  private History(Recent recent, Optional<Chain<Step>> future, long saved, long serials) {
    this.recent = recent;
    this.future = future;
    this.saved = saved;
    this.serials = serials;
  }

  /// One edit.
  ///
  /// @param name what the list shows
  /// @param serial tells states apart that look alike
  /// @param change how the state comes out of the one before
  record Step(String name, long serial, Change change) {}

  /// How one state comes out of another.
  sealed interface Change {

    record ByEdit(PlatformEdit edit) implements Change {}

    record ByState(Platform platform) implements Change {}
  }

  /// A list that is shared by all histories that begin alike.
  record Chain<T>(T first, Optional<Chain<T>> rest, int length) {

    static <T> Chain<T> onto(T first, Optional<Chain<T>> rest) {
      return new Chain<>(first, rest, rest.map(Chain::length).orElse(0) + 1);
    }
  }

  /// A history that begins with a platform as it was opened; that state counts as saved.
  public static History of(String name, Platform platform) {
    var first = new Step(name, 0, new Change.ByState(platform));
    return new History(Recent.of(first, platform), Optional.empty(), 0, 1);
  }

  /// The history after an edit; what had been undone is gone.
  ///
  /// @param edit the edit that was applied to [#current]
  /// @param result what it gave
  public History after(PlatformEdit edit, EditResult.Applied result) {
    return after(result.name(), new Change.ByEdit(edit), result.platform());
  }

  /// The history after a change that is no edit, such as a file read again.
  public History after(String name, Platform platform) {
    return after(name, new Change.ByState(platform), platform);
  }

  private History after(String name, Change change, Platform platform) {
    var step = new Step(name, serials, change);
    return new History(recent.with(step, platform), Optional.empty(), saved, serials + 1);
  }

  public Platform current() {
    return recent.platform();
  }

  /// The name of the edit that undo would take back.
  public Optional<String> undoName() {
    return recent.length() == 1 ? Optional.empty() : Optional.of(recent.step().name());
  }

  /// The name of the edit that redo would make again.
  public Optional<String> redoName() {
    return future.map(next -> next.first().name());
  }

  /// One state back; the same history at its beginning.
  public History undo() {
    return recent.length() == 1
        ? this
        : new History(
            recent.without(), Optional.of(Chain.onto(recent.step(), future)), saved, serials);
  }

  /// One state forward; the same history at its end.
  public History redo() {
    return future
        .map(next -> new History(recent.again(next.first()), next.rest(), saved, serials))
        .orElse(this);
  }

  /// What led to each state, the first one first.
  public List<String> names() {
    List<String> names = new ArrayList<>(recent.names());
    Optional<Chain<Step>> at = future;
    while (at.isPresent()) {
      names.add(at.get().first().name());
      at = at.get().rest();
    }
    return List.copyOf(names);
  }

  /// Where the current state is in [#names].
  public int position() {
    return recent.length() - 1;
  }

  /// Number of states.
  public int size() {
    return recent.length() + future.map(Chain::length).orElse(0);
  }

  /// The history at another of its states, as one clicks it in the list.
  ///
  /// @throws IndexOutOfBoundsException when there is no such state
  public History at(int position) {
    if (position < 0 || position >= size()) {
      throw new IndexOutOfBoundsException("state %d of %d".formatted(position, size()));
    }
    History history = this;
    while (history.position() > position) {
      history = history.undo();
    }
    while (history.position() < position) {
      history = history.redo();
    }
    return history;
  }

  /// The same history after its current state was saved.
  public History saved() {
    return new History(recent, future, recent.step().serial(), serials);
  }

  /// The same history after a state was saved that was current a while ago; what was edited since
  /// is not on the disk yet.
  ///
  /// @param then this history as it was when saving began
  public History savedAs(History then) {
    return new History(recent, future, then.recent.step().serial(), serials);
  }

  /// The same history when no state of it is on the disk any more.
  public History unsaved() {
    return new History(recent, future, NOWHERE, serials);
  }

  /// Whether the current state is what was saved last; undo and redo come back to it.
  public boolean isSaved() {
    return saved == recent.step().serial();
  }
}
