package io.peerscope.engine.platform;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Optional;

/// What a named platform does about DMA that neither a register nor Linux's P2PDMA code tells.
///
/// @param name the word of `--platform`
/// @param firmware how the machine names itself (`platform` line of `/proc/cpuinfo`); empty for
///   rules that no machine names
/// @param operations whose DMA operations map pages
/// @param crossing what passes between two host bridges
/// @param who the platform in words
/// @param source where the rules are from
/// @param row where they stand
public record PlatformRules(
    String name,
    String firmware,
    Operations operations,
    Crossing crossing,
    String who,
    String source,
    SourcePosition row) {

  /// Whose operations the kernel's DMA API calls for a PCI device (`get_dma_ops`).
  public enum Operations {
    /// The kernel's own dma-direct or dma-iommu, which know peer memory.
    KERNEL,
    /// The platform's, which do not: `dma_pci_p2pdma_supported()` answers no.
    PLATFORM,
    /// The platform's, taught to ask for peer memory, as the thread of April 2017 proposed.
    PLATFORM_WITH_PEERS
  }

  /// What passes from one host bridge to another.
  public enum Crossing {
    /// What the kernel's rules allow.
    KERNEL,
    /// Posted writes; nothing that needs an answer.
    STORE_ONLY
  }

  private static final int COLUMNS = 6;
  private static final String NO_FIRMWARE = "-";

  private static final List<PlatformRules> ALL =
      DataTable.read(PlatformRules.class, "platform-rules.tsv", COLUMNS).stream()
          .map(PlatformRules::of)
          .toList();

  private static PlatformRules of(DataTable.Row row) {
    return new PlatformRules(
        row.at(0),
        row.at(1),
        row.word(2, Operations.class),
        row.word(3, Crossing.class),
        row.at(4),
        row.at(5),
        row.position());
  }

  /// All platforms there are rules for.
  public static List<PlatformRules> all() {
    return ALL;
  }

  /// The rules of a platform by its name, or by how its machines name themselves.
  public static Optional<PlatformRules> named(String name) {
    return ALL.stream()
        .filter(rules ->
            rules.name().equals(name)
                || (rules.firmware().equals(name) && !name.equals(NO_FIRMWARE)))
        .findFirst();
  }
}
