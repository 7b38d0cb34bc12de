package io.peerscope.engine.policy;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Cpu;

/// Trusts every root complex of an AMD processor of family 0x17 (Zen) or newer.
///
/// `cpu_supports_p2pdma`, `drivers/pci/p2pdma.c`: `AuthenticAMD/0x19` → yes, `GenuineIntel/6` → no.
/// Hygon has a vendor string of its own and so gets no.
final class CpuRule {

  private static final String TRUSTED_VENDOR = "AuthenticAMD";
  private static final int FIRST_TRUSTED_FAMILY = 0x17;

  private CpuRule() {}

  static Finding ask(Fact<Cpu> cpu) {
    return switch (cpu) {
      case Known<Cpu>(var known, var origin) -> ofKnown(known, origin);
      case Unknown<Cpu>(var why) ->
          Finding.unknown(
              Reason.of(
                  "cpu-unknown",
                  "the processor is not told, and Linux would trust any AMD of family 0x17 (Zen) or newer",
                  new Evidence("cpu", "vendor/family", "unknown", why)));
    };
  }

  private static Finding ofKnown(Cpu cpu, Origin origin) {
    var evidence = new Evidence("cpu", "vendor/family", cpu.toString(), origin.toString());
    boolean trusted = cpu.vendor().equals(TRUSTED_VENDOR) && cpu.family() >= FIRST_TRUSTED_FAMILY;
    return trusted
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
                "the processor, %s, is no AMD of family 0x17 or newer".formatted(cpu),
                evidence));
  }
}
