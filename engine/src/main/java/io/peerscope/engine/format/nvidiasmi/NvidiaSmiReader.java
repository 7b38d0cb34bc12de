package io.peerscope.engine.format.nvidiasmi;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.matrix.GpuMatrix;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the matrix of `nvidia-smi topo -m`, `-mp` or `-p2p`, and addresses of GPUs in its other
/// outputs.
///
///             GPU0    GPU1    NIC0    CPU Affinity
///     GPU0     X      PIX     SYS     0-23
public final class NvidiaSmiReader implements LineReader {

  private static final int MOST_COLUMNS = 1024;
  private static final Pattern DEVICE =
      Pattern.compile("GPU[0-9]{1,4}|NIC[0-9]{1,4}|[a-z][a-z0-9]{1,15}_(?:bond_?)?[0-9]{1,4}");
  private static final Pattern WORD =
      Pattern.compile("X|SYS|NODE|PHB|PXB|PIX|PSB|SOC|NV[0-9]{1,2}|C2C|OK|CNS|GNS|TNS|NS|DR|U|N/A");
  private static final Pattern PLAIN_WORD = Pattern.compile("X|SYS|NODE|PHB|PXB|PIX|NV[0-9]{1,2}");
  private static final Pattern GLUED =
      Pattern.compile("(?:X|SYS|NODE|PHB|PXB|PIX|NV[0-9]{1,2}){2,64}");

  /// Where a terminal or a log left no blank between two headings: `NIC26NIC27`, `NIC8CPU
  /// Affinity`.
  private static final Pattern GLUED_HEADING =
      Pattern.compile("(?<=[0-9])(?=(?:GPU|NIC)[0-9]|mlx[0-9]_|CPU Affinity|NUMA Affinity)");

  private static final Pattern WITH_AFFINITY =
      Pattern.compile("(SYS|NODE|PHB|PXB|PIX)[0-9][0-9,-]{0,200}");
  private static final Pattern LEGEND = Pattern.compile("(NIC[0-9]{1,4}): (\\S+)");
  private static final Pattern QUERY =
      Pattern.compile(
          "([0-9]{1,4}), ([0-9A-Fa-f]{4,8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.[0-7])\\b.*");

  /// Begins what `nvidia-smi -q` says of one GPU.
  private static final Pattern SECTION =
      Pattern.compile("GPU ([0-9A-F]{8}:[0-9A-F]{2}:[0-9A-F]{2}\\.[0-7])");

  private static final Pattern TABLE =
      Pattern.compile(
          "([0-9]{1,4}) +(\\S.*?) +(?:On|Off|N/A|WDDM|TCC) *\\| *"
              + "([0-9A-F]{4,8}:[0-9A-F]{2}:[0-9A-F]{2}\\.[0-7]) .*");

  private final Findings findings;
  private final Consumer<GpuMatrix> matrices;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();
  private final Map<String, String> legend = new HashMap<>();
  private List<String> names = List.of();
  private SourcePosition position = new SourcePosition("", 0);

  /// @param matrices takes each matrix when the text is over
  public NvidiaSmiReader(Findings findings, Consumer<GpuMatrix> matrices) {
    this.findings = findings;
    this.matrices = matrices;
  }

  @Override
  public String format() {
    return "nvidia-smi-topo";
  }

  @Override
  public boolean read(TextLine line) {
    String text = line.text();
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    if (Character.isDigit(first)) {
      return readAddress(text, line.position());
    }
    Matcher section = SECTION.matcher(text);
    if (section.matches()) {
      return tell(section.group(1), "", line.position());
    }
    boolean canBe = first == 'G' || first == 'N' || Character.isLowerCase(first);
    return canBe && (readLegend(text) || readRow(text) || readHead(text, line.position()));
  }

  private boolean readHead(String text, SourcePosition at) {
    if (!text.startsWith("GPU0")) {
      return false;
    }
    var columns = new ArrayList<String>();
    String apart = GLUED_HEADING.matcher(text).replaceAll(" ");
    for (String word : apart.split("\\s+", MOST_COLUMNS)) {
      if (!DEVICE.matcher(word).matches()) {
        break;
      }
      columns.add(word);
    }
    boolean isHead =
        columns.contains("GPU0")
            && columns.getFirst().equals("GPU0")
            && (columns.size() > 1 || text.contains("Affinity"));
    if (isHead) {
      finish();
      names = List.copyOf(columns);
      position = at;
    }
    return isHead;
  }

  /// A row repeats a name of the head and has a word for each column.
  private boolean readRow(String text) {
    if (names.isEmpty()) {
      return false;
    }
    String[] cells = text.split("\\s+", MOST_COLUMNS);
    if (!names.contains(cells[0])) {
      return false;
    }
    var words = new ArrayList<String>();
    for (int at = 1; at < cells.length && words.size() < names.size(); at++) {
      boolean isLast = words.size() == names.size() - 1;
      if (!addWords(isLast ? withoutAffinity(cells[at]) : cells[at], words)) {
        return false;
      }
    }
    if (words.size() != names.size()) {
      return false;
    }
    boolean isSelf = words.get(names.indexOf(cells[0])).equals("X");
    if (isSelf) {
      rows.putIfAbsent(cells[0], List.copyOf(words));
    }
    return isSelf;
  }

  /// The last word of a row without the processors behind it: `NODE36-71,108-143`.
  private static String withoutAffinity(String cell) {
    Matcher glued = WITH_AFFINITY.matcher(cell);
    return glued.matches() ? glued.group(1) : cell;
  }

  /// Adds the word of a cell, or the words of two that lost the blanks between them.
  private static boolean addWords(String cell, List<String> words) {
    if (WORD.matcher(cell).matches()) {
      return words.add(cell);
    }
    boolean isGlued = GLUED.matcher(cell).matches();
    if (isGlued) {
      Matcher each = PLAIN_WORD.matcher(cell);
      while (each.find()) {
        words.add(each.group());
      }
    }
    return isGlued;
  }

  private boolean readLegend(String text) {
    Matcher matcher = LEGEND.matcher(text);
    boolean isLegend = !rows.isEmpty() && matcher.matches();
    if (isLegend) {
      legend.put(matcher.group(1), matcher.group(2));
    }
    return isLegend;
  }

  private boolean readAddress(String text, SourcePosition at) {
    Matcher query = QUERY.matcher(text);
    if (query.matches()) {
      return tell(query.group(2), "", at);
    }
    Matcher table = TABLE.matcher(text);
    return table.matches() && tell(table.group(3), table.group(2), at);
  }

  private boolean tell(String address, String name, SourcePosition at) {
    Optional<PciAddress> known = PciAddress.parse(address);
    known.ifPresent(
        gpu -> findings.add(new ToldFunctionBuilder(gpu, at, Trust.NVIDIA_SMI).name(name).build()));
    return known.isPresent();
  }

  @Override
  public void end() {
    finish();
  }

  private void finish() {
    if (!rows.isEmpty()) {
      matrices.accept(new GpuMatrix(names, rows, legend, position));
    }
    names = List.of();
    rows.clear();
    legend.clear();
  }
}
