package io.peerscope.engine.edit;

import io.peerscope.engine.platform.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The states of a document: snapshots with names, a pointer to the current one, and one to the
/// state that was saved. Immutable; snapshots share all that did not change.
///
/// Undo is the platform before, not an inverse operation, so that undoing everything gives the
/// first platform itself.
public final class History {

  /// One state.
  ///
  /// @param name the edit that led to it; what was opened, for the first
  public record Entry(String name, Platform platform) {}

  /// @param serial tells states apart that look alike
  private record Chain(Entry entry, long serial, Optional<Chain> rest, int length) {

    private static Chain onto(Entry entry, long serial, Optional<Chain> rest) {
      return new Chain(entry, serial, rest, rest.map(Chain::length).orElse(0) + 1);
    }

    private Chain onto(Optional<Chain> other) {
      return onto(entry, serial, other);
    }
  }

  private final Chain past;
  private final Optional<Chain> future;
  private final OptionalLong saved;

  private final long serials;

  private History(Chain past, Optional<Chain> future, OptionalLong saved, long serials) {
    this.past = past;
    this.future = future;
    this.saved = saved;
    this.serials = serials;
  }

  /// A history that begins with a platform as it was opened; that state counts as saved.
  public static History of(String name, Platform platform) {
    var first = new Entry(name, platform);
    return new History(
        Chain.onto(first, 0, Optional.empty()), Optional.empty(), OptionalLong.of(0), 1);
  }

  /// The history after an edit; what had been undone is gone.
  public History after(EditResult.Applied edit) {
    return after(edit.name(), edit.platform());
  }

  /// The history after a change with a name of its own.
  public History after(String name, Platform platform) {
    var entry = new Entry(name, platform);
    return new History(
        Chain.onto(entry, serials, Optional.of(past)), Optional.empty(), saved, serials + 1);
  }

  public Platform current() {
    return past.entry().platform();
  }

  /// The name of the edit that undo would take back.
  public Optional<String> undoName() {
    return past.rest().map(_ -> past.entry().name());
  }

  /// The name of the edit that redo would make again.
  public Optional<String> redoName() {
    return future.map(next -> next.entry().name());
  }

  /// One state back; the same history at its beginning.
  public History undo() {
    return past.rest()
        .map(before -> new History(before, Optional.of(past.onto(future)), saved, serials))
        .orElse(this);
  }

  /// One state forward; the same history at its end.
  public History redo() {
    return future
        .map(next -> new History(next.onto(Optional.of(past)), next.rest(), saved, serials))
        .orElse(this);
  }

  /// All states, the first one first.
  public List<Entry> entries() {
    Deque<Entry> all = new ArrayDeque<>();
    Optional<Chain> at = Optional.of(past);
    while (at.isPresent()) {
      all.addFirst(at.get().entry());
      at = at.get().rest();
    }
    at = future;
    while (at.isPresent()) {
      all.addLast(at.get().entry());
      at = at.get().rest();
    }
    return Collections.unmodifiableList(new ArrayList<>(all));
  }

  /// Where the current state is in [#entries].
  public int position() {
    return past.length() - 1;
  }

  /// Number of states.
  public int size() {
    return past.length() + future.map(Chain::length).orElse(0);
  }

  /// The history at another of its states, as one clicks it in the list.
  ///
  /// @throws IndexOutOfBoundsException when there is no such state
  public History at(int position) {
    if (position < 0 || position >= size()) {
      throw new IndexOutOfBoundsException(
          "state %d of %d".formatted(position, size()));
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
    return new History(past, future, OptionalLong.of(past.serial()), serials);
  }

  /// Whether the current state is what was saved last; undo and redo come back to it.
  public boolean isSaved() {
    return saved.isPresent() && saved.getAsLong() == past.serial();
  }
}
