package io.peerscope.engine.verdict;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;

/// What the call returns that maps a list.
public sealed interface ListReturn {

  /// All elements are mapped.
  ///
  /// @param entries how many segments the client gets
  record Mapped(int entries) implements ListReturn {}

  /// Nothing is mapped: what had been mapped before the failure is undone.
  ///
  /// @param errno name of the error; unknown where an earlier element might fail otherwise
  record Failed(Fact<String> errno, Reason reason) implements ListReturn {}

  /// A fact is missing.
  record Undecided(Reason reason) implements ListReturn {}

  /// What `dma_map_sg_attrs()` returns: 0 for every error.
  default String ofMapSgAttrs() {
    return switch (this) {
      case Mapped mapped -> Integer.toString(mapped.entries());
      case Failed _ -> "0";
      case Undecided _ -> "?";
    };
  }

  /// What `dma_map_sgtable()` returns: 0 for success, or which error.
  default String ofMapSgtable() {
    return switch (this) {
      case Mapped _ -> "0";
      case Failed(var errno, _) -> errno.ifKnown().map(ListReturn::negative).orElse("?");
      case Undecided _ -> "?";
    };
  }

  /// Kernels before 6.0 name no error.
  private static String negative(String errno) {
    return errno.startsWith("E") ? "-" + errno : errno;
  }
}
