package io.peerscope.engine.distance;

import java.util.Arrays;
import java.util.Optional;

/// A program that has words of its own for how far apart two functions are.
public enum Tool {
  /// `nvidia-smi topo -mp`: the matrix of PCI paths, without NVLinks.
  NVIDIA_SMI("nvidia-smi"),
  /// Path types in the graph that NCCL builds.
  NCCL("nccl"),
  /// The common ancestor in hwloc's tree of objects.
  HWLOC("hwloc"),
  /// Link type, hops and weight of `rocm-smi --showtopo`.
  ROCM("rocm"),
  /// `xpu-smi topology -m`.
  XPU_SMI("xpu-smi"),
  /// The class of distance that UCX scores a transport by.
  UCX("ucx"),
  /// Whether `resource.kubernetes.io/pcieRoot` is one.
  KUBERNETES("kubernetes");

  private final String spelling;

  Tool(String spelling) {
    this.spelling = spelling;
  }

  /// The word of the command line, of JSON output and of the table.
  public String spelling() {
    return spelling;
  }

  public static Optional<Tool> ofSpelling(String text) {
    return Arrays.stream(values()).filter(tool -> tool.spelling.equals(text)).findFirst();
  }
}
