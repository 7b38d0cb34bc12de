package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Walks the two capability lists of a function (PCI 3.0, 6.7; PCIe, 7.6).
///
/// Bad links end a list with an anomaly; what was found before stays. As in the kernel, a list
/// whose next entry reads all ones or all zeros simply ends.
public final class CapabilityReader {

  private static final int STATUS = 0x06;
  private static final int STATUS_CAPABILITY_LIST = 0x10;
  private static final int CLASS_WORD = 0x0a;
  private static final int HEADER_TYPE = 0x0e;
  private static final int LIST_POINTER = 0x34;
  private static final int CARDBUS_LIST_POINTER = 0x14;
  private static final int FIRST_EXTENDED = 0x100;
  private static final int ID_PCI_EXPRESS = 0x10;
  private static final int ID_ACS = 0x000d;
  private static final int ID_ARI = 0x000e;
  private static final int ID_SR_IOV = 0x0010;

  private final ConfigSpace config;
  private final String file;
  private final List<Capability> found = new ArrayList<>();
  private final List<RegisterAnomaly> anomalies = new ArrayList<>();
  private final BitSet visited = new BitSet();
  private final TreeSet<Integer> starts = new TreeSet<>();

  /// @param config the bytes to walk
  /// @param file name of the input, for the origin of each fact
  public CapabilityReader(ConfigSpace config, String file) {
    this.config = config;
    this.file = file;
  }

  public CapabilityReading read() {
    List<Integer> standard = new ArrayList<>();
    Optional<String> standardMissing = walkStandard(standard);
    starts.addAll(standard);
    standard.forEach(offset -> found.add(standardAt(offset)));
    boolean express = found.stream().anyMatch(PciExpress.class::isInstance);
    Optional<String> extendedMissing = Optional.empty();
    if (express || isHostBridgeWithExtendedSpace()) {
      List<Integer> extended = new ArrayList<>();
      extendedMissing = walkExtended(extended);
      starts.addAll(extended);
      extended.forEach(offset -> found.add(extendedAt(offset)));
    } else {
      extendedMissing = standardMissing;
    }
    return new CapabilityReading(
        new Capabilities(found, standardMissing, extendedMissing), anomalies);
  }

  private boolean isHostBridgeWithExtendedSpace() {
    return config.has(CLASS_WORD, 2)
        && config.u16(CLASS_WORD) == ClassCode.HOST_BRIDGE
        && config.has(FIRST_EXTENDED, 4);
  }

  private Optional<String> walkStandard(List<Integer> offsets) {
    if (!config.has(STATUS, 2)) {
      return Optional.of(onlyTheFirst());
    }
    if ((config.u16(STATUS) & STATUS_CAPABILITY_LIST) == 0) {
      return Optional.empty();
    }
    int pointer =
        HeaderType.of(config.u8(HEADER_TYPE)) == HeaderType.CARDBUS
            ? CARDBUS_LIST_POINTER
            : LIST_POINTER;
    if (!config.has(pointer, 1)) {
      return Optional.of(onlyTheFirst());
    }
    int at = config.u8(pointer) & ~3;
    while (at != 0) {
      if (at < ConfigSpace.HEADER_SIZE) {
        anomaly("capability-out-of-range", "the capability list points into the header", at);
        return Optional.empty();
      }
      if (!config.has(at, 2)) {
        return Optional.of(onlyTheFirst());
      }
      if (visited.get(at)) {
        anomaly("capability-loop", "the capability list comes back to where it was", at);
        return Optional.empty();
      }
      visited.set(at);
      if (config.u8(at) == 0xff) {
        return Optional.empty();
      }
      offsets.add(at);
      at = config.u8(at + 1) & ~3;
    }
    return Optional.empty();
  }

  private Optional<String> walkExtended(List<Integer> offsets) {
    int at = FIRST_EXTENDED;
    while (at != 0) {
      if (at < FIRST_EXTENDED) {
        anomaly("capability-out-of-range", "the extended list points below 100", at);
        return Optional.empty();
      }
      if (!config.has(at, 4)) {
        return Optional.of(onlyTheFirst());
      }
      if (visited.get(at)) {
        anomaly("capability-loop", "the extended list comes back to where it was", at);
        return Optional.empty();
      }
      visited.set(at);
      int header = config.u32(at);
      if (header == 0 || header == -1) {
        return Optional.empty();
      }
      offsets.add(at);
      at = header >>> 20 & 0xffc;
    }
    return Optional.empty();
  }

  private Capability standardAt(int offset) {
    int id = config.u8(offset);
    return id == ID_PCI_EXPRESS ? pciExpress(offset) : unknown(offset, id, 0x100);
  }

  private Capability extendedAt(int offset) {
    int id = config.u16(offset);
    return switch (id) {
      case ID_ACS -> accessControl(offset);
      case ID_ARI -> AlternativeRoutingId.of(offset, word(offset + 6));
      case ID_SR_IOV -> singleRootIov(offset);
      default -> unknown(offset, id, ConfigSpace.EXTENDED_SIZE);
    };
  }

  private PciExpress pciExpress(int offset) {
    int flags = config.u16(offset + 2);
    Fact<Integer> linkCapabilities = dword(offset + 0x0c);
    return new PciExpress(
        offset,
        PortType.ofCode(flags >> 4 & 0xf),
        (flags & 0x100) != 0,
        linkCapabilities.map(Link::ofRegister),
        word(offset + 0x12).map(Link::ofRegister),
        linkCapabilities.map(register -> register >>> 24),
        (flags & 0xf) < 2
            ? AtomicOps.none(at(offset))
            : AtomicOps.of(dword(offset + 0x24), word(offset + 0x28)));
  }

  private AccessControlServices accessControl(int offset) {
    Fact<Integer> supported = word(offset + 4);
    boolean egress = supported.ifKnown().filter(AcsControl.P2P_EGRESS_CONTROL::isSetIn).isPresent();
    int bits = AccessControlServices.vectorSize(supported.ifKnown().orElse(0));
    int bytes = (bits + 31) / 32 * 4;
    Fact<Bytes> vector =
        !egress
            ? Fact.unknown("egress control is not supported")
            : config.has(offset + 8, bytes)
                ? Fact.known(config.slice(offset + 8, bytes), at(offset + 8))
                : Fact.unknown(onlyTheFirst());
    return new AccessControlServices(
        offset, supported, word(offset + AccessControlServices.CONTROL), vector);
  }

  private SingleRootIov singleRootIov(int offset) {
    return new SingleRootIov(
        offset,
        word(offset + 0x0e),
        word(offset + 0x10),
        word(offset + 0x14),
        word(offset + 0x16),
        word(offset + 0x1a));
  }

  private UnknownCapability unknown(int offset, int id, int spaceEnd) {
    Integer next = starts.higher(offset);
    int end = next == null ? spaceEnd : Math.min(next, spaceEnd);
    return new UnknownCapability(
        offset, OptionalInt.of(id), "", config.slice(offset, end - offset));
  }

  private Fact<Integer> word(int offset) {
    return config.has(offset, 2)
        ? Fact.known(config.u16(offset), at(offset))
        : Fact.unknown(onlyTheFirst());
  }

  private Fact<Integer> dword(int offset) {
    return config.has(offset, 4)
        ? Fact.known(config.u32(offset), at(offset))
        : Fact.unknown(onlyTheFirst());
  }

  private SourcePosition at(int offset) {
    return new SourcePosition(file, config.lineOf(offset));
  }

  private String onlyTheFirst() {
    return config.isEmpty()
        ? "no configuration space was dumped"
        : "only the first %s bytes of configuration space were dumped".formatted(config.length());
  }

  private void anomaly(String code, String message, int offset) {
    anomalies.add(new RegisterAnomaly(code, message + " (%02x)".formatted(offset), offset));
  }
}
