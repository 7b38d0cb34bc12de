package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import java.util.List;
import java.util.Map;

/// All that a tree of sysfs says.
///
/// @param functions in address order
/// @param windows host-bridge windows that the device tree names
/// @param inbound what the device tree lets devices reach
/// @param hostBridgeNodes names of host bridges in the device tree, as `/proc/iomem` uses them
/// @param platforms the platforms that host bridges of the device tree are known from, with where
///   that stands
/// @param texts the files of `proc`
/// @param iommu what it says of IOMMUs
public record SysfsMachine(
    List<SysfsFunction> functions,
    List<HostBridgeWindow> windows,
    List<InboundRange> inbound,
    Map<String, PciBus> hostBridgeNodes,
    Map<SourcePosition, String> platforms,
    List<ProcFile> texts,
    SysfsIommu iommu) {

  public SysfsMachine {
    functions = List.copyOf(functions);
    windows = List.copyOf(windows);
    inbound = List.copyOf(inbound);
    hostBridgeNodes = Map.copyOf(hostBridgeNodes);
    platforms = Map.copyOf(platforms);
    texts = List.copyOf(texts);
  }

  /// A file of `proc`.
  ///
  /// @param name its name there
  /// @param lines what it says
  /// @param file what to call it
  public record ProcFile(String name, List<String> lines, String file) {

    public ProcFile {
      lines = List.copyOf(lines);
    }

    public SourcePosition at(int line) {
      return new SourcePosition(file, line);
    }
  }
}
