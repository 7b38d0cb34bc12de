package io.peerscope.engine.policy;

import java.util.ArrayList;
import java.util.List;

/// The four sub-verdicts of an ordered pair: for writes and for reads, the direct way and the
/// mapped one.
///
/// - **Direct**: the client is programmed with the peer's *bus address*; the TLP turns around at a
///   bridge that both share and never meets the root complex, nor an IOMMU. Open where they share
///   one and no port between them redirects (ACS Request Redirect, Completion Redirect, Egress
///   Control); closed where they share none or a port redirects; untold where the ACS control of a
///   port, or what is above one of them, is not told.
/// - **Mapped**: the client is programmed with what the DMA API *maps* (an IOVA, or the physical
///   address), and the root complex forwards. What the kernel says of that way alone, whether or
///   not the direct one is open: so a direct pair whose mapped way is closed loses everything when
///   somebody turns ACS on.
///
/// Reads and writes differ only where the platform itself passes posted writes between host bridges
/// and nothing that needs an answer (`store-only` of `platform-rules.tsv`); its rule then takes the
/// place of the kernel's for those pairs.
///
/// The kernel takes the direct way where it is open, else the mapped one (`calc_map_type_and_dist`,
/// `drivers/pci/p2pdma.c`): [#ofWrites], [#ofReads].
public record PairWays(
    Passage directWrite, Passage mappedWrite, Passage directRead, Passage mappedRead) {

  /// How many different ones there are.
  public static final int COUNT = 81;

  private static final List<Passage> PASSAGES =
      List.of(Passage.OPEN, Passage.CLOSED, Passage.UNTOLD);
  private static final int BASE = 3;
  private static final List<PairWays> ALL = all();

  private static List<PairWays> all() {
    var all = new ArrayList<PairWays>(COUNT);
    for (int code = 0; code < COUNT; code++) {
      all.add(
          new PairWays(
              PASSAGES.get(code % BASE),
              PASSAGES.get(code / BASE % BASE),
              PASSAGES.get(code / (BASE * BASE) % BASE),
              PASSAGES.get(code / (BASE * BASE * BASE))));
    }
    return List.copyOf(all);
  }

  /// The ways with a number from 0 to [#COUNT], as [#code] gives it.
  public static PairWays ofCode(int code) {
    return ALL.get(code);
  }

  /// A number for exactly these four.
  public int code() {
    return directWrite.digit()
        + BASE * (mappedWrite.digit() + BASE * (directRead.digit() + BASE * mappedRead.digit()));
  }

  /// What becomes of one operation: which way is taken, none, or not known.
  public enum Taken {
    DIRECT,
    MAPPED,
    NONE,
    UNTOLD
  }

  /// Which way a write takes.
  public Taken ofWrites() {
    return taken(directWrite, mappedWrite);
  }

  /// Which way a read takes.
  public Taken ofReads() {
    return taken(directRead, mappedRead);
  }

  private static Taken taken(Passage direct, Passage mapped) {
    return switch (direct) {
      case OPEN -> Taken.DIRECT;
      case UNTOLD -> Taken.UNTOLD;
      case CLOSED ->
          switch (mapped) {
            case OPEN -> Taken.MAPPED;
            case CLOSED -> Taken.NONE;
            case UNTOLD -> Taken.UNTOLD;
          };
    };
  }
}
