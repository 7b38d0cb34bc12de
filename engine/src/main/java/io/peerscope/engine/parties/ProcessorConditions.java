package io.peerscope.engine.parties;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.topology.PciFunction;

/// Conditions that a library attaches to the machine as a whole.
final class ProcessorConditions {

  private static final int FEW = 2;

  private final Situation situation;

  ProcessorConditions(Situation situation) {
    this.situation = situation;
  }

  Finding vendorIs(String vendor) {
    return switch (situation.platform().cpu()) {
      case Unknown<Cpu>(var why) ->
          Finding.of(
              State.UNKNOWN, "cpu-unknown", why, new Evidence("cpu", "vendor", "unknown", why));
      case Known<Cpu>(var cpu, var origin) ->
          Finding.of(
              cpu.vendor().strip().equals(vendor) ? State.YES : State.NO,
              "cpu-vendor",
              "the processor is " + cpu,
              new Evidence("cpu", "vendor", cpu.vendor(), origin.toString()));
    };
  }

  Finding isX86() {
    return switch (situation.platform().cpu()) {
      case Unknown<Cpu>(var why) ->
          Finding.of(
              State.UNKNOWN, "cpu-unknown", why, new Evidence("cpu", "vendor", "unknown", why));
      case Known<Cpu>(var cpu, var origin) ->
          Finding.of(
              cpu.isX86() ? State.YES : State.NO,
              "cpu-vendor",
              "the processor is " + cpu,
              new Evidence("cpu", "vendor", cpu.vendor(), origin.toString()));
    };
  }

  /// Only other processors than x86 join a GPU by C2C, and which GPUs is not told.
  Finding mayHaveC2c() {
    return switch (situation.platform().cpu()) {
      case Known<Cpu>(var cpu, var origin) when cpu.isX86() ->
          Finding.of(
              State.NO,
              "no-c2c",
              "no x86 processor joins a GPU by C2C",
              new Evidence("cpu", "vendor", cpu.vendor(), origin.toString()));
      case Known<Cpu> _, Unknown<Cpu> _ ->
          Finding.of(
              State.UNKNOWN,
              "c2c-unknown",
              "whether a C2C link joins GPU and CPU is not told",
              new Evidence("machine", "C2C", "unknown", "not in any PCI input"));
    };
  }

  /// The library counts the GPUs of the job; a machine with no more than two settles it.
  Finding fewGpus() {
    DevicePattern gpu = DevicePattern.parse("10de:gpu");
    long perhaps =
        situation.platform().topology().functions().stream()
            .filter(function -> isPlain(function) && gpu.matches(function) != State.NO)
            .count();
    return perhaps <= FEW
        ? Finding.of(State.YES, "few-gpus", "the machine has no more than two GPUs")
        : Finding.of(
            State.UNKNOWN,
            "gpus-of-job",
            "the library counts the GPUs of a job, and the machine may have more than two",
            new Evidence("machine", "GPUs of the job", "unknown", "not in any PCI input"));
  }

  private static boolean isPlain(PciFunction function) {
    return !function.kind().isBridge();
  }
}
