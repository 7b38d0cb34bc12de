package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The selected functions: the one that the inspector shows, and further ones that the next command
/// is about.
final class Selection {

  private final ReadOnlyObjectWrapper<Optional<PciAddress>> first =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Set<PciAddress>> others =
      new ReadOnlyObjectWrapper<>(Set.of());

  ReadOnlyObjectProperty<Optional<PciAddress>> first() {
    return first.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Set<PciAddress>> others() {
    return others.getReadOnlyProperty();
  }

  List<PciAddress> all() {
    return Stream.concat(first.get().stream(), others.get().stream()).distinct().toList();
  }

  void set(Collection<PciAddress> functions) {
    others.set(Set.of());
    first.set(functions.stream().findFirst());
    others.set(functions.stream().skip(1).collect(Collectors.toUnmodifiableSet()));
  }

  /// Adds a function, or takes it out.
  void toggle(PciAddress function) {
    List<PciAddress> before = all();
    if (before.contains(function)) {
      set(before.stream().filter(it -> !it.equals(function)).toList());
    } else {
      first.set(Optional.of(function));
      others.set(Set.copyOf(before));
    }
  }

  void clear() {
    set(List.of());
  }

  /// What of it is there when functions have got other addresses, the first one first.
  ///
  /// @param moved for each function whose address changed the address before and now
  List<PciAddress> after(Map<PciAddress, PciAddress> moved, Topology there) {
    return all().stream()
        .map(it -> moved.getOrDefault(it, it))
        .filter(it -> there.find(it).isPresent())
        .toList();
  }
}
