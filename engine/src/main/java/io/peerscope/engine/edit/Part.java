package io.peerscope.engine.edit;

import io.peerscope.engine.topology.FunctionKind;
import java.util.List;
import java.util.Optional;

/// A part of the catalogue: what one puts into a machine in one go.
///
/// @param key its name in the catalogue, `gpu-h100-sxm`
/// @param group what it is for: `gpu`, `nic`, `switch`, …
/// @param functions its functions from 0 on; of a switch, the upstream and a downstream port
public record Part(String key, String group, List<PartFunction> functions) {

  public Part {
    functions = List.copyOf(functions);
    if (functions.isEmpty()) {
      throw new IllegalArgumentException(key + " has no function");
    }
  }

  /// What its first function is.
  public FunctionKind kind() {
    return functions.getFirst().kind();
  }

  /// The words for people.
  public String name() {
    return functions.getFirst().name();
  }

  /// The part of the catalogue with a name.
  public static Optional<Part> named(String key) {
    return Optional.ofNullable(PartCatalogue.PARTS.get(key));
  }

  /// All parts, as the catalogue lists them.
  public static List<Part> all() {
    return List.copyOf(PartCatalogue.PARTS.values());
  }
}
