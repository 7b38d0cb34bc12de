package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.BarKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of `resource`: what the kernel gave to a BAR or a window, in CPU addresses
/// (`pci_dev_resource_resize_attr`, `resource_show`, `drivers/pci/pci-sysfs.c`; flags:
/// `include/linux/ioport.h`).
///
/// @param start first CPU address
/// @param end last CPU address
/// @param flags `IORESOURCE_…`
public record Resource(long start, long end, long flags) {

  private static final long IO = 0x100;
  private static final long MEMORY = 0x200;
  private static final long PREFETCH = 0x2000;
  private static final long MEMORY_64 = 0x10_0000;
  private static final long DISABLED = 0x1000_0000;
  private static final long UNSET = 0x2000_0000;
  private static final int TYPE = 6;
  private static final int TYPE_LOW_1M = 2;

  private static final Pattern FORM =
      Pattern.compile("0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16})");

  /// The resource of a line, or empty when the line has another form.
  static Optional<Resource> parse(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Resource(
                Long.parseUnsignedLong(matcher.group(1), 16),
                Long.parseUnsignedLong(matcher.group(2), 16),
                Long.parseUnsignedLong(matcher.group(3), 16)))
        : Optional.empty();
  }

  /// Whether the line stands for anything at all.
  public boolean isPresent() {
    return (isMemory() || isIo()) && Long.compareUnsigned(start, end) <= 0;
  }

  private boolean isIo() {
    return (flags & IO) != 0;
  }

  private boolean isMemory() {
    return (flags & MEMORY) != 0;
  }

  /// The CPU addresses; empty where there is none, or where the kernel only knows a size yet.
  public Optional<AddressRange> range() {
    return isPresent() && (flags & UNSET) == 0 && end != 0
        ? Optional.of(new AddressRange(start, end))
        : Optional.empty();
  }

  /// Number of bytes; empty where the line is absent.
  public Optional<Long> size() {
    return isPresent() ? Optional.of(end - start + 1).filter(size -> size > 0) : Optional.empty();
  }

  public boolean isDisabled() {
    return (flags & DISABLED) != 0;
  }

  public boolean isPrefetchable() {
    return isMemory() && (flags & PREFETCH) != 0;
  }

  /// What a BAR of these flags decodes; the low bits are those of the register.
  public BarKind kind() {
    if (isIo()) {
      return BarKind.IO;
    }
    if ((flags & MEMORY_64) != 0) {
      return BarKind.MEMORY_64;
    }
    return (flags & TYPE) == TYPE_LOW_1M ? BarKind.MEMORY_LOW_1M : BarKind.MEMORY_32;
  }
}
