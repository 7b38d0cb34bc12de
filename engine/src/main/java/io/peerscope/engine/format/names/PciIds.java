package io.peerscope.engine.format.names;

import io.peerscope.engine.config.VendorDevice;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The PCI ID database: what vendors and devices are called, as lspci prints them.
///
/// It is read when the first name is asked for.
public final class PciIds {

  private static final PciIds BUNDLED = new PciIds(IdTable::bundled);
  private static final PciIds NEWEST = new PciIds(IdTable::newest);

  private final Supplier<IdTable> source;
  private final Map<VendorDevice, String> names = new ConcurrentHashMap<>();
  private volatile Optional<IdTable> table = Optional.empty();

  private PciIds(Supplier<IdTable> source) {
    this.source = source;
  }

  /// The database that comes with the program: the same names on every machine.
  public static PciIds bundled() {
    return BUNDLED;
  }

  /// The system's database where it is newer, else the bundled one.
  public static PciIds newest() {
    return NEWEST;
  }

  /// Vendor and device in words; empty where the database does not know the vendor.
  ///
  ///     8086:09a2 → Intel Corporation Ice Lake Memory Map/VT-d
  ///     8086:fffe → Intel Corporation Device fffe
  public String nameOf(VendorDevice id) {
    return names.computeIfAbsent(id, this::find);
  }

  private String find(VendorDevice id) {
    IdTable known = table.orElseGet(this::load);
    return known
        .vendor(id.vendor())
        .map(vendor ->
            vendor
                + " "
                + known
                    .device(id.vendor(), id.device())
                    .orElseGet(() -> "Device %04x".formatted(id.device())))
        .orElse("");
  }

  private synchronized IdTable load() {
    IdTable loaded = table.orElseGet(source);
    table = Optional.of(loaded);
    return loaded;
  }
}
