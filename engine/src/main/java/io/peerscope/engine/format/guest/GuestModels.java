package io.peerscope.engine.format.guest;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.DataTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What models of virtual devices are.
final class GuestModels {

  private static final int COLUMNS = 4;
  private static final Map<String, GuestModel> ALL = load();

  /// What hangs below a model.
  enum Role {
    /// A link with one device, number 0.
    PORT,
    /// A bus with many devices.
    BUS,
    /// A root bus of its own number.
    ROOT,
    /// Nothing.
    END
  }

  /// @param id vendor and device as the guest reads them
  /// @param classCode base class and sub-class
  record GuestModel(VendorDevice id, int classCode, Role role) {}

  private GuestModels() {}

  private static Map<String, GuestModel> load() {
    Map<String, GuestModel> models = new HashMap<>();
    for (DataTable.Row row : DataTable.read(GuestModels.class, "guest-models.tsv", COLUMNS)) {
      String[] id = row.at(1).split(":", -1);
      models.put(
          row.at(0),
          new GuestModel(
              new VendorDevice(Integer.parseInt(id[0], 16), Integer.parseInt(id[1], 16)),
              Integer.parseInt(row.at(2), 16),
              row.word(3, Role.class)));
    }
    return Map.copyOf(models);
  }

  static Optional<GuestModel> of(String model) {
    return Optional.ofNullable(ALL.get(model));
  }

  static Role role(String model) {
    return of(model).map(GuestModel::role).orElse(Role.END);
  }
}
