package io.peerscope.engine.parties;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.topology.FunctionKind;
import java.util.Optional;

/// The conditions that rows are made of, each spelled as a word, perhaps with `=` and a value.
final class Conditions {

  /// Code of the condition that no fact fulfils.
  static final String NEVER = "never";

  private final Situation situation;
  private final Optional<String> level;

  /// @param level a distance that the user set in place of the row's
  Conditions(Situation situation, Optional<String> level) {
    this.situation = situation;
    this.level = level;
  }

  /// What the facts say of a condition.
  ///
  /// @throws IllegalArgumentException when there is no such condition
  Finding check(String condition) {
    String[] parts = condition.split("=", 2);
    String value = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "nothing" -> Finding.of(State.YES, "asks-nothing", "it asks for nothing");
      case "never" -> Finding.of(State.NO, NEVER, "it never does");
      case "not-told" -> notTold(value);
      case "p2pdma" -> new MachineConditions(situation).kernelPermits();
      case "common-bridge" -> new MachineConditions(situation).commonBridge();
      case "same-iommu-group" -> new MachineConditions(situation).sameIommuGroup();
      case "virtual-target" -> targetIsVirtual();
      case "iommu-on" -> new MachineConditions(situation).iommuIsOn();
      case "reachable" -> new MachineConditions(situation).barIsReachable();
      case "kernel-from" -> new MachineConditions(situation).kernelFrom(value);
      case "kernel-before" -> new MachineConditions(situation).kernelBefore(value);
      case "cpu" -> new ProcessorConditions(situation).vendorIs(value);
      case "x86" -> new ProcessorConditions(situation).isX86();
      case "read" -> reads();
      case "c2c" -> new ProcessorConditions(situation).mayHaveC2c();
      case "at-most-2-gpus" -> new ProcessorConditions(situation).fewGpus();
      case "within" -> new DistanceCondition(situation).within(level.orElse(value));
      default -> throw new IllegalArgumentException("no condition '" + condition + "'");
    };
  }

  private Finding targetIsVirtual() {
    return situation.target().kind() == FunctionKind.VIRTUAL_FUNCTION
        ? Finding.of(State.YES, "virtual-target", "the target is a virtual function")
        : Finding.of(State.NO, "physical-target", "the target is no virtual function");
  }

  private Finding reads() {
    return situation.reads()
        ? Finding.of(State.YES, "reads", "the client reads")
        : Finding.of(State.NO, "writes", "the client does not read");
  }

  private static Finding notTold(String what) {
    return Finding.of(
        State.UNKNOWN,
        "not-told",
        "no PCI input tells " + what,
        new Evidence("machine", what, "unknown", "not in any PCI input"));
  }
}
