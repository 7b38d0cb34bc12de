package io.peerscope.engine.format.matrix;

import io.peerscope.engine.fact.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `nvidia-smi topo` says of each pair of its devices, which it knows by number, not address.
///
/// @param names columns: `GPU0`, `NIC3`, `mlx5_0`
/// @param rows by name of a device its words, in the order of the columns
/// @param networkDevices what a `NIC` number stands for, where the legend tells it
/// @param position where the matrix starts
public record GpuMatrix(
    List<String> names,
    Map<String, List<String>> rows,
    Map<String, String> networkDevices,
    SourcePosition position) {

  public GpuMatrix {
    names = List.copyOf(names);
    rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    networkDevices = Map.copyOf(networkDevices);
  }

  /// The word for a pair, such as `PIX`; empty where the matrix has none.
  public Optional<String> word(String row, String column) {
    int at = names.indexOf(column);
    List<String> words = rows.getOrDefault(row, List.of());
    return at >= 0 && at < words.size() ? Optional.of(words.get(at)) : Optional.empty();
  }

  /// Number of GPUs.
  public long gpus() {
    return names.stream().filter(name -> name.startsWith("GPU")).count();
  }

  /// How many unordered pairs have each word, in order of appearance.
  public Map<String, Integer> pairs() {
    Map<String, Integer> count = new LinkedHashMap<>();
    for (int first = 0; first < names.size(); first++) {
      for (int second = first + 1; second < names.size(); second++) {
        word(names.get(first), names.get(second)).ifPresent(w -> count.merge(w, 1, Integer::sum));
      }
    }
    return count;
  }
}
