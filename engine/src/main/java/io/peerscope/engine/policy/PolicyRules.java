package io.peerscope.engine.policy;

import io.peerscope.engine.platform.Cpu;
import java.util.Optional;

/// Which questions a kernel asks about a pair, and what it makes of the answers.
///
/// @param crossing how two functions without a common bridge are judged
/// @param redirected how two functions are judged between which ACS redirects
/// @param rootDevice which function stands for a host bridge
/// @param trustedCpu processors of this vendor from this family on may be crossed anywhere; empty
///   where the kernel does not look at the processor
/// @param stepsAdded what the distance of a pair gets on top that crosses
/// @param softwareClients what a client is told whose DMA is done by software (`dma_virt_ops`)
public record PolicyRules(
    Crossing crossing,
    Redirected redirected,
    RootDevice rootDevice,
    Optional<Cpu> trustedCpu,
    int stepsAdded,
    SoftwareClients softwareClients) {

  /// How two functions without a common bridge are judged.
  public enum Crossing {
    /// They cannot reach each other.
    REFUSED,
    /// They can where the list names both host bridges and no IOMMU is present.
    LISTED_WITHOUT_IOMMU,
    /// They can where the processor is trusted or the list names both host bridges.
    LISTED
  }

  /// How two functions are judged between which ACS redirects.
  public enum Redirected {
    /// They cannot reach each other.
    REFUSED,
    /// Like two that cross inside one host bridge.
    LIKE_CROSSING
  }

  /// Which function of a root bus stands for its host bridge; only the first one can.
  public enum RootDevice {
    /// The one at 00.0.
    AT_00_0("is not at 00.0"),
    /// The one at 00.0, or a root port anywhere.
    AT_00_0_OR_ROOT_PORT("is neither at 00.0 nor a root port");

    private final String missed;

    RootDevice(String missed) {
      this.missed = missed;
    }

    /// What is said of a function that does not qualify.
    String missed() {
      return missed;
    }
  }

  /// What a client is told whose DMA is done by software.
  public enum SoftwareClients {
    /// The kernel cannot tell them from others.
    NOT_ASKED,
    /// They get no peer memory.
    REFUSED
  }
}
