package io.peerscope.app.draw;

import io.peerscope.engine.edit.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// Which part each item of the palette stands for just now.
public final class Palette {

  /// How many downstream ports a switch can be given.
  public static final int MOST_PORTS = 32;

  private static final int USUAL_PORTS = 4;

  private final Map<PaletteItem, ReadOnlyObjectWrapper<Optional<Part>>> parts =
      new EnumMap<>(PaletteItem.class);
  private final IntegerProperty ports = new SimpleIntegerProperty(USUAL_PORTS);

  /// Every item as its first part.
  public Palette() {
    for (PaletteItem item : PaletteItem.values()) {
      parts.put(item, new ReadOnlyObjectWrapper<>(item.standard()));
    }
  }

  /// The part that an item stands for; empty where it is no PCI function.
  public ReadOnlyObjectProperty<Optional<Part>> part(PaletteItem item) {
    return wrapper(item).getReadOnlyProperty();
  }

  public void choose(PaletteItem item, Part part) {
    wrapper(item).set(Optional.of(part));
  }

  private ReadOnlyObjectWrapper<Optional<Part>> wrapper(PaletteItem item) {
    return parts.computeIfAbsent(item, it -> new ReadOnlyObjectWrapper<>(it.standard()));
  }

  /// How many downstream ports a new switch has.
  public IntegerProperty ports() {
    return ports;
  }

  /// What is carried when the item is taken.
  public Cargo take(PaletteItem item) {
    return switch (item) {
      case TRANSLATOR -> new NewTranslator();
      case IOMMU -> new NewIommu();
      case RAM -> new NewRam();
      default ->
          part(item)
              .get()
              .<Cargo>map(
                  part -> new NewPart(item, part, Math.clamp(ports.get(), 1, MOST_PORTS), root()))
              .orElseThrow();
    };
  }

  private Part root() {
    return part(PaletteItem.ROOT_PORT).get().orElseThrow();
  }
}
