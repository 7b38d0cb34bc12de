package io.peerscope.engine.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The formats that a machine is written in.
public enum MachineFormat {
  /// All that is known, with the origin of every fact.
  PEERSCOPE("peerscope", ".peerscope.json", "Peerscope document"),
  /// `lspci -F` reads it.
  LSPCI_HEX("lspci-hex", ".hex", "register dump for lspci -F"),
  /// What `lspci -t` draws from pciutils 3.10 on: one tree for each domain.
  LSPCI_TREE("lspci-tree", ".txt", "tree as lspci -t draws it"),
  /// What `rdma_topo dump` of rdma-core prints.
  RDMA_TOPO("rdma-topo-json", ".rdma_topo.json", "JSON of rdma_topo"),
  /// What `NCCL_TOPO_FILE` names: GPUs, network devices and the switches above them.
  NCCL("nccl-xml", ".xml", "NCCL topology XML"),
  /// A graph for Graphviz.
  DOT("dot", ".dot", "graph for Graphviz"),
  /// One line for each function.
  CSV("csv", ".csv", "table, one line a function");

  private final String spelling;
  private final String ending;
  private final String words;

  MachineFormat(String spelling, String ending, String words) {
    this.spelling = spelling;
    this.ending = ending;
    this.words = words;
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
    return Carried.by(this);
  }

  /// Whether Peerscope reads it too.
  public boolean isRead() {
    return this != DOT && this != CSV;
  }

  /// By the ending of a file's name; the longest counts. A name that ends in `.json` alone, or in
  /// nothing, is that of a document.
  public static Optional<MachineFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String last = lower.substring(lower.lastIndexOf('/') + 1);
    boolean isPlain = last.endsWith(".json") || (last.indexOf('.') < 0 && !last.equals("-"));
    return Arrays.stream(values())
        .filter(format -> lower.endsWith(format.ending))
        .findFirst()
        .or(() -> isPlain ? Optional.of(PEERSCOPE) : Optional.empty());
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
