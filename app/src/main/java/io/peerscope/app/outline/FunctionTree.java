package io.peerscope.app.outline;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The hierarchy as rows within rows, as the outline shows it; a filter keeps matches and what is
/// above.
///
/// @param function the function, or empty for a heading such as a host bridge
/// @param title what the row starts with: an address or a heading
/// @param detail what it is, in a word or two
/// @param children the rows below
public record FunctionTree(
    Optional<PciAddress> function, String title, String detail, List<FunctionTree> children) {

  public FunctionTree {
    children = List.copyOf(children);
  }

  /// All functions of a topology whose words contain the filter, ignoring case.
  public static List<FunctionTree> of(Topology topology, String filter) {
    return new Builder(topology, filter.strip().toLowerCase(Locale.ROOT)).roots();
  }

  /// Whether a function may take the place of another one without any row becoming another.
  ///
  /// @param filtered whether the rows were chosen by a filter
  static boolean areAlike(PciFunction one, PciFunction other, boolean filtered) {
    return FunctionWords.shortKind(one).equals(FunctionWords.shortKind(other))
        && (!filtered || SearchWords.of(one).equals(SearchWords.of(other)));
  }

  /// Number of functions in this row and all below.
  public int size() {
    int own = function.isPresent() ? 1 : 0;
    return own + children.stream().mapToInt(FunctionTree::size).sum();
  }

  /// Whether this row is that of a function.
  boolean isFor(PciAddress address) {
    return function.filter(address::equals).isPresent();
  }

  /// Whether the row of a function stands below this one.
  boolean isAbove(PciAddress address) {
    return children.stream().anyMatch(row -> row.isFor(address) || row.isAbove(address));
  }

  private static final class Builder {

    private final Topology topology;
    private final String filter;

    Builder(Topology topology, String filter) {
      this.topology = topology;
      this.filter = filter;
    }

    List<FunctionTree> roots() {
      var roots = new ArrayList<FunctionTree>();
      for (HostBridge bridge : topology.hostBridges()) {
        addHeading(roots, "Host bridge " + bridge.bus(), bridge.functions(), PciAddress::shortForm);
      }
      addHeading(
          roots, "Parent not told", topology.functionsWithoutKnownParent(), Targets::shortest);
      return roots;
    }

    /// @param spell how addresses are written; below a host bridge the domain is plain
    private void addHeading(
        List<FunctionTree> roots,
        String title,
        List<PciAddress> functions,
        Function<PciAddress, String> spell) {
      List<FunctionTree> rows = rows(functions, spell);
      if (!rows.isEmpty()) {
        roots.add(new FunctionTree(Optional.empty(), title, "", rows));
      }
    }

    private List<FunctionTree> rows(
        List<PciAddress> functions, Function<PciAddress, String> spell) {
      return functions.stream()
          .map(function -> row(function, spell))
          .flatMap(Optional::stream)
          .toList();
    }

    private Optional<FunctionTree> row(PciAddress address, Function<PciAddress, String> spell) {
      PciFunction function = topology.at(address);
      List<FunctionTree> below = rows(topology.childrenOf(address), spell);
      if (below.isEmpty() && !matches(function)) {
        return Optional.empty();
      }
      return Optional.of(
          new FunctionTree(
              Optional.of(address),
              spell.apply(address),
              FunctionWords.shortKind(function),
              below));
    }

    private boolean matches(PciFunction function) {
      return filter.isEmpty() || SearchWords.of(function).contains(filter);
    }
  }
}
