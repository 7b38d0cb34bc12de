package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The hierarchies of one PCI domain, as arrays in address order.
///
/// Bus numbers mean something within a domain only, so that a change of one domain leaves the
/// others as they are; a change of what a function says of itself shares everything but the array
/// of functions.
final class DomainTree {

  private final long[] keys;
  private final PciFunction[] functions;
  private final Parent[] parents;
  private final int[] firstChild;
  private final int[] children;
  private final Map<PciAddress, PciAddress> physicalFunctions;
  private final DomainOpeners.Candidates candidates;

  private DomainTree(
      long[] keys,
      PciFunction[] functions,
      Parent[] parents,
      int[] firstChild,
      int[] children,
      Map<PciAddress, PciAddress> physicalFunctions) {
    this.keys = keys;
    this.functions = functions;
    this.parents = parents;
    this.firstChild = firstChild;
    this.children = children;
    this.physicalFunctions = physicalFunctions;
    this.candidates = DomainOpeners.Candidates.of(Arrays.asList(functions));
  }

  /// @param sorted the functions of the domain in address order
  /// @param parentOf what is right above each
  /// @param physicalFunctions for every virtual function of the domain its physical one
  static DomainTree of(
      Collection<PciFunction> sorted,
      Function<PciAddress, Parent> parentOf,
      Map<PciAddress, PciAddress> physicalFunctions) {
    PciFunction[] functions = sorted.toArray(PciFunction[]::new);
    long[] keys = Arrays.stream(functions).mapToLong(each -> each.address().packed()).toArray();
    Parent[] parents =
        Arrays.stream(functions)
            .map(function -> parentOf.apply(function.address()))
            .toArray(Parent[]::new);
    int[] parentIndex = new int[keys.length];
    int[] firstChild = new int[keys.length + 1];
    for (int n = 0; n < keys.length; n++) {
      parentIndex[n] =
          parents[n] instanceof Parent.Below(PciAddress bridge)
              ? Arrays.binarySearch(keys, bridge.packed())
              : -1;
      if (parentIndex[n] >= 0) {
        firstChild[parentIndex[n] + 1]++;
      }
    }
    Arrays.parallelPrefix(firstChild, Integer::sum);
    int[] children = new int[firstChild[keys.length]];
    int[] next = firstChild.clone();
    for (int n = 0; n < keys.length; n++) {
      if (parentIndex[n] >= 0) {
        children[next[parentIndex[n]]++] = n;
      }
    }
    return new DomainTree(
        keys, functions, parents, firstChild, children, Map.copyOf(physicalFunctions));
  }

  /// The same hierarchies of functions that say something else of themselves.
  DomainTree map(Function<PciFunction, PciFunction> change) {
    PciFunction[] changed = functions.clone();
    for (int n = 0; n < changed.length; n++) {
      PciFunction replacement = change.apply(functions[n]);
      if (!replacement.address().equals(functions[n].address())) {
        throw new IllegalArgumentException(
            functions[n].address() + " became " + replacement.address());
      }
      changed[n] = replacement;
    }
    return with(changed);
  }

  /// The same hierarchies with other functions at some of the addresses.
  DomainTree replace(Collection<PciFunction> replacements) {
    PciFunction[] changed = functions.clone();
    replacements.forEach(function -> changed[indexOf(function.address())] = function);
    return with(changed);
  }

  private DomainTree with(PciFunction[] changed) {
    return new DomainTree(keys, changed, parents, firstChild, children, physicalFunctions);
  }

  /// The functions that say something else of themselves than those of another state of the domain;
  /// empty where the two do not share their hierarchies.
  @SuppressWarnings("ReferenceEquality") // what is shared is the same object
  Optional<List<PciFunction>> replacedSince(DomainTree before) {
    if (before == this) {
      return Optional.of(List.of());
    }
    if (keys != before.keys || parents != before.parents) {
      return Optional.empty();
    }
    var replaced = new ArrayList<PciFunction>();
    for (int n = 0; n < functions.length; n++) {
      if (functions[n] != before.functions[n]) {
        replaced.add(functions[n]);
      }
    }
    return Optional.of(replaced);
  }

  private int indexOf(PciAddress address) {
    return Arrays.binarySearch(keys, address.packed());
  }

  DomainOpeners.Candidates candidates() {
    return candidates;
  }

  int size() {
    return functions.length;
  }

  List<PciFunction> functions() {
    return Arrays.asList(functions);
  }

  Optional<PciFunction> find(PciAddress address) {
    int index = indexOf(address);
    return index < 0 ? Optional.empty() : Optional.of(functions[index]);
  }

  Optional<Parent> parentOf(PciAddress address) {
    int index = indexOf(address);
    return index < 0 ? Optional.empty() : Optional.of(parents[index]);
  }

  /// The functions whose parent the input does not tell, in address order.
  List<PciAddress> withoutKnownParent() {
    var found = new ArrayList<PciAddress>();
    for (int n = 0; n < parents.length; n++) {
      if (parents[n] instanceof Parent.Untold) {
        found.add(functions[n].address());
      }
    }
    return found;
  }

  List<PciAddress> childrenOf(PciAddress bridge) {
    int index = indexOf(bridge);
    if (index < 0 || firstChild[index] == firstChild[index + 1]) {
      return List.of();
    }
    var below = new PciAddress[firstChild[index + 1] - firstChild[index]];
    for (int n = 0; n < below.length; n++) {
      below[n] = functions[children[firstChild[index] + n]].address();
    }
    return List.of(below);
  }

  Optional<PciAddress> physicalFunctionOf(PciAddress address) {
    return Optional.ofNullable(physicalFunctions.get(address));
  }

  /// The functions on each root bus.
  SortedMap<PciBus, List<PciAddress>> rootBuses() {
    SortedMap<PciBus, List<PciAddress>> found = new TreeMap<>();
    for (int n = 0; n < functions.length; n++) {
      if (parents[n] instanceof Parent.RootBus(PciBus bus)) {
        found.computeIfAbsent(bus, _ -> new ArrayList<>()).add(functions[n].address());
      }
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof DomainTree that
            && Arrays.equals(functions, that.functions)
            && (parents == that.parents || Arrays.equals(parents, that.parents))
            && physicalFunctions.equals(that.physicalFunctions));
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(functions), Arrays.hashCode(parents));
  }
}
