package io.peerscope.engine.policy;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Cpu;

/// Trusts every root complex of a processor of one vendor, from one family on: AMD from 0x17 (Zen).
///
/// `cpu_supports_p2pdma`, `drivers/pci/p2pdma.c`: `AuthenticAMD/0x19` → yes, `GenuineIntel/6` → no.
/// Hygon has a vendor string of its own and so gets no.
final class CpuRule {

  private final Cpu trusted;

  /// @param trusted vendor, and the first family that is trusted
  CpuRule(Cpu trusted) {
    this.trusted = trusted;
  }

  Finding ask(Fact<Cpu> cpu) {
    return switch (cpu) {
      case Known<Cpu>(var known, var origin) -> ofKnown(known, origin);
      case Unknown<Cpu>(var why) ->
          Finding.unknown(
              Reason.of(
                  "cpu-unknown",
                  "the processor is not told, and Linux would trust any AMD of family 0x%x (Zen) or newer"
                      .formatted(trusted.family()),
                  new Evidence("cpu", "vendor/family", "unknown", why)));
    };
  }

  private Finding ofKnown(Cpu cpu, Origin origin) {
    var evidence = new Evidence("cpu", "vendor/family", cpu.toString(), origin.toString());
    boolean isTrusted = cpu.vendor().equals(trusted.vendor()) && cpu.family() >= trusted.family();
    return isTrusted
        ? Finding.yes(
            Reason.of(
                "cpu-zen",
                "the processor is an AMD of family 0x%x (Zen or newer), which Linux trusts to forward"
                        .formatted(cpu.family())
                    + " between its root ports",
                evidence))
        : Finding.no(
            Reason.of(
                "cpu-not-zen",
                "the processor, %s, is no AMD of family 0x%x or newer"
                    .formatted(cpu, trusted.family()),
                evidence));
  }
}
