package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions that no rule tells apart: devices below one bridge, before and after, whose own ACS
/// redirects as much before as after. Whatever changed for one of them changed for all, so that one
/// pair stands for thousands.
final class FunctionClasses {

  private FunctionClasses() {}

  /// @param one set only for a function that is alone in its class
  private record Key(String before, String after, Optional<State> own, Optional<PciAddress> one) {}

  /// @param functions that are on both sides
  /// @param alone whether every function is a class of its own, for rules that look at more than
  ///   the redirect bits
  static List<List<PciAddress>> of(
      Topology before, Topology after, List<PciAddress> functions, boolean alone) {
    Map<Key, List<PciAddress>> classes = new LinkedHashMap<>();
    for (PciAddress function : functions) {
      classes
          .computeIfAbsent(key(before, after, function, alone), _ -> new ArrayList<>())
          .add(function);
    }
    return List.copyOf(classes.values());
  }

  private static Key key(Topology before, Topology after, PciAddress function, boolean alone) {
    State was = PeerRedirect.of(before.at(function)).state();
    State is = PeerRedirect.of(after.at(function)).state();
    boolean unique =
        alone || was != is || isNoDevice(before.at(function)) || isNoDevice(after.at(function));
    return unique
        ? new Key("", "", Optional.empty(), Optional.of(function))
        : new Key(
            before.parentOf(function).toString(),
            after.parentOf(function).toString(),
            Optional.of(was),
            Optional.empty());
  }

  private static boolean isNoDevice(PciFunction function) {
    return function.kind().isBridge() || function.kind() == FunctionKind.HOST_BRIDGE;
  }
}
