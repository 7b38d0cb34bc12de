package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.RemappedNvme;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of a kernel log about NVMe controllers that hide in a SATA controller
/// (`ahci_remap_check`, `drivers/ata/ahci.c`): `ahci 0000:00:17.0: Found 1 remapped NVMe devices.`
final class RemappedLines {

  /// What every such line contains.
  static final String WORDS = " remapped NVMe devices";

  private static final Pattern FOUND =
      Pattern.compile(
          ".*\\bahci ([0-9a-fA-F]{4,8}:[0-9a-fA-F:.]{7}): Found ([1-3]) remapped NVMe devices.*");

  private final SortedMap<PciAddress, RemappedNvme> found = new TreeMap<>();

  /// Takes a line in; false when it says nothing.
  boolean read(String line, SourcePosition at) {
    Matcher matcher = FOUND.matcher(line);
    Optional<PciAddress> ahci =
        matcher.matches() ? PciAddress.parse(matcher.group(1)) : Optional.empty();
    ahci.ifPresent(address ->
        found.putIfAbsent(
            address, new RemappedNvme(address, Integer.parseInt(matcher.group(2)), at)));
    return ahci.isPresent();
  }

  /// What was found, in address order.
  List<RemappedNvme> found() {
    return List.copyOf(found.values());
  }
}
