package io.peerscope.app.document;

import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The bars of a window: each stays until it is answered, or until what it says has passed.
public final class Bars {

  private final ReadOnlyObjectWrapper<List<Bar>> all = new ReadOnlyObjectWrapper<>(List.of());

  public ReadOnlyObjectProperty<List<Bar>> all() {
    return all.getReadOnlyProperty();
  }

  /// Shows a bar in the place of an earlier one about the same.
  public void show(Bar bar) {
    all.set(Stream.concat(others(bar.subject()), Stream.of(bar)).toList());
  }

  public void dismiss(Subject subject) {
    all.set(others(subject).toList());
  }

  /// The user has chosen: the bar goes, and what was chosen happens.
  public void answer(Bar bar, Answer answer) {
    dismiss(bar.subject());
    answer.run().run();
  }

  private Stream<Bar> others(Subject subject) {
    return all.get().stream().filter(it -> it.subject() != subject);
  }
}
