package io.peerscope.engine.address;

/// One PCI bus of one domain, printed `dddd:bb`.
///
/// @param domain PCI domain
/// @param number bus number, 0 to 0xff
public record PciBus(int domain, int number) implements Comparable<PciBus> {

  public PciBus {
    if (number < 0 || number > 0xff) {
      throw new IllegalArgumentException("bus %x is above ff".formatted(number));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PciBus that && domain == that.domain && number == that.number;
  }

  @Override
  public int hashCode() {
    return 31 * domain + number;
  }

  @Override
  public int compareTo(PciBus other) {
    int byDomain = Integer.compareUnsigned(domain, other.domain);
    return byDomain != 0 ? byDomain : Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Hex.padded(domain, 4) + ":" + Hex.padded(number, 2);
  }
}
