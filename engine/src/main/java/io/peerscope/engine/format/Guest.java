package io.peerscope.engine.format;

import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.ToldFunction;
import java.util.List;

/// The definition of a virtual machine.
///
/// @param functions with the addresses that its firmware gives them
/// @param position where it is defined
record Guest(List<ToldFunction> functions, SourcePosition position) {

  Guest {
    functions = List.copyOf(functions);
  }
}
