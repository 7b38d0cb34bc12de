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
/// @param acs which ACS controls keep two functions off the direct way
/// @param firmware whether a firmware table may vouch for a root complex
/// @param found which providers a search finds
public record PolicyRules(
    Crossing crossing,
    Redirected redirected,
    RootDevice rootDevice,
    Optional<Cpu> trustedCpu,
    int stepsAdded,
    SoftwareClients softwareClients,
    Acs acs,
    Firmware firmware,
    Found found) {

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

  /// Which ACS controls between two functions keep them off the direct way.
  public enum Acs {
    /// Request Redirect, Completion Redirect or Egress Control of any function on the way.
    ANY_REDIRECT_BIT,
    /// Redirects of any function; Egress Control where the ways part, by its vector.
    EGRESS_VECTOR,
    /// Where the ways part: Request Redirect and Egress Control on the client's side, Completion
    /// Redirect on the provider's.
    TLP_CLASSES
  }

  /// Whether a firmware table may vouch for a root complex that neither processor nor list does.
  public enum Firmware {
    NOT_ASKED,
    /// The peer-to-peer paths of the Heterogeneous Memory Attribute Table.
    HMAT
  }

  /// Which providers a search for peer memory finds (`pci_has_p2pmem`).
  public enum Found {
    /// Those that have published memory.
    PUBLISHED,
    /// Those of them that have a pool to allocate from.
    PUBLISHED_WITH_POOL
  }
}
