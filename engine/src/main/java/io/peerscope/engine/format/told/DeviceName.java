package io.peerscope.engine.format.told;

import io.peerscope.engine.config.VendorDevice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a device as lspci prints it, with or without ids.
///
///     Acme Corporation Foo [8086:347a]  → words "Acme Corporation Foo", id 8086:347a
///     Device 1234:11e8                  → words "", id 1234:11e8
///
/// @param words vendor and device, or empty
public record DeviceName(String words, Optional<VendorDevice> id) {

  private static final String NUMBER = "([0-9a-fA-F]{4})";
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[" + NUMBER + ":" + NUMBER + "\\]");
  private static final Pattern BARE =
      Pattern.compile("(?:Device )?" + NUMBER + ":" + NUMBER + "\\b.*");
  private static final Pattern TAIL = Pattern.compile(" ?\\((?:rev|prog-if) .*");

  public static DeviceName parse(String text) {
    String name = TAIL.matcher(text.strip()).replaceFirst("");
    Matcher bare = BARE.matcher(name);
    if (bare.matches()) {
      return new DeviceName("", Optional.of(idOf(bare)));
    }
    Matcher brackets = IN_BRACKETS.matcher(name);
    Optional<VendorDevice> last = Optional.empty();
    int end = name.length();
    while (brackets.find()) {
      last = Optional.of(idOf(brackets));
      end = brackets.start();
    }
    String words = name.substring(0, end).strip();
    return new DeviceName(last.isPresent() && words.equals("Device") ? "" : words, last);
  }

  private static VendorDevice idOf(Matcher matcher) {
    return new VendorDevice(
        Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16));
  }
}
