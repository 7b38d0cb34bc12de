package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsMachine.ProcFile;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.topology.PowerState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a tree of sysfs, live or copied; opens nothing but [SysfsFiles], and only for reading.
public final class SysfsReader {

  private static final int MOST_FUNCTIONS = 100_000;
  private static final int LARGEST_PROC = 16 << 20;
  private static final int DEEPEST = 64;

  private final FileTree tree;
  private final SysfsRoot root;
  private final DiagnosticLog log;
  private final SortedMap<PciAddress, String> folders = new TreeMap<>();
  private final Map<String, Boolean> asleep = new HashMap<>();

  private SysfsReader(FileTree tree, SysfsRoot root, DiagnosticLog log) {
    this.tree = tree;
    this.root = root;
    this.log = log;
  }

  public static SysfsMachine read(FileTree tree, SysfsRoot root, DiagnosticLog log) {
    return new SysfsReader(tree, root, log).read();
  }

  private SysfsMachine read() {
    findFunctions();
    var groups = new GroupMembers(SysfsIommu.members(tree, root));
    var slots = Slots.read(tree, root.path("bus/pci/slots"));
    var functions = new ArrayList<SysfsFunction>();
    folders.forEach((address, folder) ->
        functions.add(slots.named(groups.named(function(address, folder), tree, root))));
    Map<PciBus, DeviceTreeNode> nodes = hostBridgeNodes(functions);
    var windows = new ArrayList<HostBridgeWindow>();
    var inbound = new ArrayList<InboundRange>();
    var names = new HashMap<String, PciBus>();
    var platforms = new LinkedHashMap<SourcePosition, String>();
    nodes.forEach((bus, node) -> {
      windows.addAll(node.windows(bus));
      inbound.addAll(node.inbound(bus));
      names.put(Paths.name(node.folder()), bus);
      node.platform().ifPresent(platform -> platforms.put(node.at("compatible"), platform));
    });
    return new SysfsMachine(
        functions, windows, inbound, names, platforms, procFiles(), SysfsIommu.read(tree, root));
  }

  /// The links in `bus/pci/devices` name all functions; copies may have the folders alone.
  private void findFunctions() {
    String devices = root.path("bus/pci/devices");
    for (String name : tree.list(devices)) {
      PciAddress.parse(name)
          .ifPresent(address -> add(address, realFolder(Paths.below(devices, name))));
    }
    descend(root.path("devices"), 0);
  }

  private void add(PciAddress address, String folder) {
    if (folders.size() < MOST_FUNCTIONS) {
      folders.putIfAbsent(address, folder);
    }
  }

  /// Where a link leads; where that is not in the tree, where it would be.
  private String realFolder(String link) {
    return tree.resolve(link)
        .or(() -> tree.link(link).map(target -> Paths.joined(Paths.parent(link), target)))
        .orElse(link);
  }

  /// Below root buses and functions there are further functions; other folders only where a root
  /// bus may hide in them.
  private void descend(String folder, int depth) {
    for (String name : depth > DEEPEST ? List.<String>of() : tree.list(folder)) {
      String below = Paths.below(folder, name);
      Optional<PciAddress> address = PciAddress.parse(name);
      boolean isPci = address.isPresent() || FunctionPath.rootBus(name).isPresent();
      if (isPci && tree.link(below).isEmpty() && tree.isFolder(below)) {
        address.ifPresent(function -> add(function, below));
        descend(below, depth + 1);
      }
    }
  }

  private SysfsFunction function(PciAddress address, String folder) {
    return new FunctionReader(tree, log, address, folder, tree.isLive() && isAsleep(folder)).read();
  }

  /// Whether the function or one above it is in D3cold. Reading registers of the first, the kernel
  /// wakes it and the bridge above (`pci_config_pm_runtime_get`). Nothing but attributes that the
  /// kernel answers from memory is read to find out.
  private boolean isAsleep(String folder) {
    if (PciAddress.parse(Paths.name(folder)).isEmpty()) {
      return false;
    }
    Boolean known = asleep.get(folder);
    if (known != null) {
      return known;
    }
    boolean sleeps = mayBeInD3cold(folder) || isAsleep(Paths.parent(folder));
    asleep.put(folder, sleeps);
    return sleeps;
  }

  /// Kernels before 5.11 have no `power_state`, and some states have no name: there a function that
  /// is suspended may be in D3cold.
  private boolean mayBeInD3cold(String folder) {
    return Attributes.textOf(tree, Paths.below(folder, "power_state"))
        .flatMap(PowerState::ofSpelling)
        .map(PowerState.D3_COLD::equals)
        .orElseGet(() -> isSuspended(folder));
  }

  private boolean isSuspended(String folder) {
    String power = Paths.below(folder, "power");
    return Attributes.textOf(tree, Paths.below(power, SysfsFiles.RUNTIME_STATUS))
        .filter(status -> status.equals("suspended") || status.equals("suspending"))
        .isPresent();
  }

  /// The device tree's node of a host bridge is the one above those of the functions on its bus.
  private Map<PciBus, DeviceTreeNode> hostBridgeNodes(List<SysfsFunction> functions) {
    Map<PciBus, DeviceTreeNode> nodes = new TreeMap<>();
    for (SysfsFunction function : functions) {
      Optional<PciBus> bus =
          function.place().filter(place -> place.bridge().isEmpty()).map(FunctionPath::rootBus);
      if (bus.isPresent() && !nodes.containsKey(bus.get())) {
        ownNode(function.folder())
            .or(() -> tree.resolve(Paths.below(function.folder(), "of_node")).map(Paths::parent))
            .ifPresent(node -> nodes.put(bus.get(), new DeviceTreeNode(tree, node)));
      }
    }
    return nodes;
  }

  private Optional<String> ownNode(String functionFolder) {
    return tree.resolve(Paths.below(Paths.parent(functionFolder), "of_node"));
  }

  private List<ProcFile> procFiles() {
    if (root.proc().isEmpty()) {
      return List.of();
    }
    var files = new ArrayList<ProcFile>();
    for (String name : List.of("version", "sys/kernel/osrelease", "cpuinfo", "cmdline", "iomem")) {
      String path = Paths.below(root.proc().get(), name);
      Optional<byte[]> content = tree.read(path, LARGEST_PROC);
      content.ifPresent(bytes ->
          files.add(
              new ProcFile(
                  name,
                  new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "").lines().toList(),
                  tree.display(path))));
    }
    return files;
  }
}
