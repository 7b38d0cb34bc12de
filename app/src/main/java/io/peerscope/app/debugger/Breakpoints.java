package io.peerscope.app.debugger;

import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where following a DMA stops by itself; kept from one DMA to the next.
public final class Breakpoints {

  private final ReadOnlyObjectWrapper<List<Breakpoint>> all =
      new ReadOnlyObjectWrapper<>(List.of());

  /// In the order in which they were set.
  public ReadOnlyObjectProperty<List<Breakpoint>> all() {
    return all.getReadOnlyProperty();
  }

  /// Sets a breakpoint, or takes it away.
  public void toggle(Breakpoint breakpoint) {
    if (isSet(breakpoint)) {
      all.set(all.get().stream().filter(it -> !it.equals(breakpoint)).toList());
    } else {
      all.set(Stream.concat(all.get().stream(), Stream.of(breakpoint)).toList());
    }
  }

  public boolean isSet(Breakpoint breakpoint) {
    return all.get().contains(breakpoint);
  }

  public void clear() {
    all.set(List.of());
  }

  /// The places among them.
  public List<Place> places() {
    return all.get().stream()
        .flatMap(
            it -> it instanceof Breakpoint.AtPlace(Place place) ? Stream.of(place) : Stream.empty())
        .toList();
  }

  /// The first of them that stops at a step.
  ///
  /// @param difference the index of the first step that differs from what the DMA is compared with
  public Optional<Breakpoint> at(DmaStep step, OptionalInt difference) {
    return all.get().stream().filter(it -> it.stopsAt(step, difference)).findFirst();
  }

  /// The next step behind an index at which one stops.
  OptionalInt next(List<DmaStep> steps, int after, OptionalInt difference) {
    return IntStream.range(after + 1, steps.size())
        .filter(index -> at(steps.get(index), difference).isPresent())
        .findFirst();
  }

  /// The nearest step before an index at which one stops.
  OptionalInt previous(List<DmaStep> steps, int before, OptionalInt difference) {
    return IntStream.iterate(Math.min(before, steps.size()) - 1, index -> index >= 0, i -> i - 1)
        .filter(index -> at(steps.get(index), difference).isPresent())
        .findFirst();
  }
}
