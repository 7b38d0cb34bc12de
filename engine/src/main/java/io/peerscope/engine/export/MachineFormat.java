package io.peerscope.engine.export;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The formats that a machine is written in.
public enum MachineFormat {
  /// All that is known, with the origin of every fact.
  PEERSCOPE("peerscope", ".peerscope.json", "Peerscope document", EnumSet.allOf(FactKind.class)),

  /// `lspci -F` reads it.
  LSPCI_HEX(
      "lspci-hex",
      ".hex",
      "register dump for lspci -F",
      EnumSet.of(
          FactKind.FUNCTION,
          FactKind.KIND,
          FactKind.IDENTITY,
          FactKind.CLASS,
          FactKind.NAME,
          FactKind.BARS,
          FactKind.CPU_ADDRESSES,
          FactKind.BAR_SIZES,
          FactKind.WINDOWS,
          FactKind.REGISTERS,
          FactKind.CAPABILITIES,
          FactKind.DRIVER,
          FactKind.NUMA_NODE,
          FactKind.IOMMU_GROUP,
          FactKind.PROCESSOR,
          FactKind.KERNEL,
          FactKind.PLATFORM,
          FactKind.HOST_BRIDGE_WINDOWS)),

  /// What `lspci -t` draws from pciutils 3.10 on: one tree for each domain.
  LSPCI_TREE("lspci-tree", ".txt", "tree as lspci -t draws it", EnumSet.of(FactKind.FUNCTION)),

  /// What `rdma_topo dump` of rdma-core prints.
  RDMA_TOPO(
      "rdma-topo-json",
      ".rdma_topo.json",
      "JSON of rdma_topo",
      EnumSet.of(
          FactKind.PLACE, FactKind.REGISTERS, FactKind.NUMA_NODE, FactKind.IOMMU_GROUP)),

  /// What `NCCL_TOPO_FILE` names: GPUs, network devices and the switches above them.
  NCCL(
      "nccl-xml",
      ".xml",
      "NCCL topology XML",
      EnumSet.of(FactKind.IDENTITY)),

  /// A graph for Graphviz.
  DOT(
      "dot",
      ".dot",
      "graph for Graphviz",
      EnumSet.of(
          FactKind.FUNCTION,
          FactKind.KIND,
          FactKind.PLACE,
          FactKind.IDENTITY,
          FactKind.NAME,
          FactKind.BUSES,
          FactKind.LINK)),

  /// One line for each function.
  CSV(
      "csv",
      ".csv",
      "table, one line a function",
      EnumSet.of(
          FactKind.FUNCTION,
          FactKind.KIND,
          FactKind.PLACE,
          FactKind.IDENTITY,
          FactKind.CLASS,
          FactKind.NAME,
          FactKind.BUSES,
          FactKind.BARS,
          FactKind.CPU_ADDRESSES,
          FactKind.BAR_SIZES,
          FactKind.DRIVER,
          FactKind.NUMA_NODE,
          FactKind.IOMMU_GROUP,
          FactKind.LINK,
          FactKind.SLOT));

  private final String spelling;
  private final String ending;
  private final String words;
  private final Set<FactKind> carried;

  MachineFormat(String spelling, String ending, String words, Set<FactKind> carried) {
    this.spelling = spelling;
    this.ending = ending;
    this.words = words;
    this.carried = Set.copyOf(carried);
  }

  /// The word of the command line.
  public String spelling() {
    return spelling;
  }

  /// How names of such files end, with the dot.
  public String ending() {
    return ending;
  }

  /// What it is, for people.
  public String words() {
    return words;
  }

  /// What comes through of every function that is in the file at all. Of other facts the format may
  /// carry a part.
  public Set<FactKind> carried() {
    return carried;
  }

  /// Whether Peerscope reads it too.
  public boolean isRead() {
    return this != DOT && this != CSV;
  }

  /// By the ending of a file's name; the longest counts.
  public static Optional<MachineFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> lower.endsWith(format.ending)).findFirst();
  }

  /// By its word on the command line, or its ending without the dot.
  public static Optional<MachineFormat> ofWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> lower.equals(format.spelling) || lower.equals(format.ending.substring(1)))
        .findFirst();
  }

  /// `peerscope, lspci-hex, …`.
  public static String allWords() {
    return Arrays.stream(values()).map(MachineFormat::spelling).collect(Collectors.joining(", "));
  }

  /// `.peerscope.json, .hex, …`.
  public static String allEndings() {
    return Arrays.stream(values()).map(MachineFormat::ending).collect(Collectors.joining(", "));
  }

  MachineWriter writer() {
    return switch (this) {
      case PEERSCOPE -> new DocumentOut();
      case LSPCI_HEX -> new LspciHexOut();
      case LSPCI_TREE -> new LspciTreeOut(TreeDrawing.Style.ONE_PER_DOMAIN);
      case RDMA_TOPO -> new RdmaTopoOut();
      case NCCL -> new NcclOut();
      case DOT -> new DotOut();
      case CSV -> new CsvOut();
    };
  }
}
