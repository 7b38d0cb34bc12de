package io.peerscope.engine.format.groups;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.sysfs.FunctionPath;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads paths of sysfs wherever they stand: `ls -l /sys/class/infiniband`, `udevadm info`,
/// `find /sys/kernel/iommu_groups`.
///
///     mlx5_0 -> ../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/infiniband/mlx5_0
///       → 01:00.0 is below 00:01.0, which is on root bus 00
public final class SysfsPathReader implements LineReader {

  /// In front of paths in JSON of `rdma_topo` and XML of libvirt, which have readers of their own.
  private static final List<String> OF_A_DUMP = List.of("\"realpath\"", "<path>");

  private static final int MOST_PATHS = 100_000;
  private static final String ADDRESS = "[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]";
  private static final Pattern PATH =
      Pattern.compile(
          "pci[0-9a-f]{4,8}:[0-9a-f]{2}(?:/pci[0-9a-f]{4,8}:[0-9a-f]{2}|/" + ADDRESS + ")++");
  private static final Pattern GROUP =
      Pattern.compile("iommu_groups/([0-9]{1,9})/devices/(" + ADDRESS + ")");

  private final Findings findings;
  private final Set<String> seen = new HashSet<>();

  public SysfsPathReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "sysfs-paths";
  }

  @Override
  public boolean read(TextLine line) {
    if (OF_A_DUMP.stream().anyMatch(line.text()::contains)) {
      return false;
    }
    boolean isPath = line.text().contains("pci") && readPath(line);
    return readGroup(line) || isPath;
  }

  private boolean readPath(TextLine line) {
    Matcher path = PATH.matcher(line.text());
    if (!path.find() || line.text().startsWith("Device tree node")) {
      return false;
    }
    String whole = path.group();
    for (int end = whole.indexOf('/', 1); end >= 0; end = next(whole, end)) {
      int stop = whole.indexOf('/', end + 1);
      take(whole.substring(0, stop < 0 ? whole.length() : stop), line);
    }
    return true;
  }

  private static int next(String path, int from) {
    return path.indexOf('/', from + 1);
  }

  private void take(String path, TextLine line) {
    Optional<PciAddress> address = PciAddress.parse(path.substring(path.lastIndexOf('/') + 1));
    Optional<FunctionPath> place = FunctionPath.parse(path);
    boolean isNew = address.isPresent() && seen.size() < MOST_PATHS && seen.add(path);
    if (!isNew || place.isEmpty()) {
      return;
    }
    findings.add(
        new ToldFunctionBuilder(address.orElseThrow(), line.position(), Trust.KERNEL_PATH)
            .parent(place.get().parent())
            .build());
    place
        .get()
        .opener()
        .ifPresent(by -> findings.tellOpener(place.get().rootBus(), by, line.position()));
  }

  private boolean readGroup(TextLine line) {
    if (!line.text().contains("iommu_groups/")) {
      return false;
    }
    Matcher group = GROUP.matcher(line.text());
    Optional<PciAddress> address =
        group.find() ? PciAddress.parse(group.group(2)) : Optional.empty();
    address.ifPresent(known -> {
      findings.tellIommu();
      findings.add(
          new ToldFunctionBuilder(known, line.position(), Trust.KERNEL_PATH)
              .iommuGroup(Integer.parseInt(group.group(1)))
              .build());
    });
    return address.isPresent();
  }
}
