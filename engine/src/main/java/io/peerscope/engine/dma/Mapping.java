package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;

/// What mapping one page for a client gives.
public sealed interface Mapping {

  /// Why it came out so.
  Reason reason();

  /// How an address came about.
  enum How {
    /// A bus address, never an IOVA.
    BUS("bus"),
    /// The physical address as the client sees it.
    DIRECT("direct"),
    /// An IOVA that the allocator chooses.
    TRANSLATED("translated"),
    /// The address of a swiotlb buffer.
    BOUNCED("bounced");

    private final String spelling;

    How(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  /// The client is programmed with an address.
  ///
  /// @param address the address where it is determined; an IOVA or a bounce buffer is the
  ///   allocator's choice and unknown
  record Programmed(How how, Fact<Address> address, Reason reason) implements Mapping {}

  /// The call fails.
  ///
  /// @param errno name of the error, e.g. `EREMOTEIO`; for kernels whose call returns none, what it
  ///   returns instead, e.g. `0 entries`
  record Failed(String errno, Reason reason) implements Mapping {}

  /// A fact is missing.
  record Undecided(Reason reason) implements Mapping {}
}
