package io.peerscope.engine.format.guest;

import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `-device` options of a QEMU command line for the machine `q35`.
///
///     -device pcie-root-port,id=rp1,bus=pcie.0,addr=0x2.0x1 -device nvme,bus=rp1
public final class QemuReader implements LineReader {

  private static final int MOST = 10_000;

  /// A command starts, so what follows is another machine.
  private static final Pattern PROGRAM =
      Pattern.compile("(?:[$#%] *|sudo +)*\\S{0,80}qemu-(?:system-\\w+|kvm)\\b");

  private static final Pattern DEVICE =
      Pattern.compile("-device[ =]'?([A-Za-z0-9._-]+)((?:,[^\\s']*)?)");
  private static final Pattern NUMBER =
      Pattern.compile("(?:0x)?([0-9a-fA-F]{1,2})(?:\\.(?:0x)?([0-7]))?");

  private final Findings findings;
  private final List<GuestDevice> devices = new ArrayList<>();

  /// @param findings takes the functions that the guest will see
  public QemuReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "qemu-command";
  }

  @Override
  public boolean read(TextLine line) {
    if (PROGRAM.matcher(line.text()).lookingAt()) {
      end();
    }
    if (!line.text().contains("-device")) {
      return false;
    }
    boolean found = false;
    Matcher device = DEVICE.matcher(line.text());
    while (device.find() && devices.size() < MOST) {
      found |= take(device.group(1), device.group(2), line);
    }
    return found;
  }

  private boolean take(String model, String options, TextLine line) {
    Map<String, String> values = new HashMap<>();
    for (String option : options.split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    boolean isPci = values.containsKey("bus") || GuestModels.of(model).isPresent();
    if (isPci) {
      devices.add(
          new GuestDevice(
              model,
              values.getOrDefault("id", ""),
              values.getOrDefault("bus", GuestMachine.ROOT),
              devfn(values.getOrDefault("addr", "")),
              rootBus(model, values),
              line.position()));
    }
    return isPci;
  }

  /// `0x2.0x1`, `02.1`, `2`: hex with or without `0x`.
  private static OptionalInt devfn(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches() || Integer.parseInt(number.group(1), 16) > 0x1f) {
      return OptionalInt.empty();
    }
    int function = number.group(2) == null ? 0 : Integer.parseInt(number.group(2));
    return OptionalInt.of(Integer.parseInt(number.group(1), 16) << 3 | function);
  }

  private static OptionalInt rootBus(String model, Map<String, String> values) {
    String number = values.getOrDefault("bus_nr", "");
    boolean isExpander = GuestModels.role(model) == GuestModels.Role.ROOT;
    return isExpander && number.matches("(?:0x[0-9a-fA-F]{1,2}|[0-9]{1,3})")
        ? OptionalInt.of(Integer.decode(number.startsWith("0x") ? number : decimal(number)))
        : OptionalInt.empty();
  }

  private static String decimal(String number) {
    return String.valueOf(Integer.parseInt(number));
  }

  @Override
  public void end() {
    if (!devices.isEmpty()) {
      new GuestMachine(devices, findings).tell(devices.getFirst().position());
    }
    devices.clear();
  }
}
