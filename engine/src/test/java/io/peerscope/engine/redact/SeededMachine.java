package io.peerscope.engine.redact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Sample 1 as somebody would paste it: with a prompt, serial numbers in words and in bytes, a MAC
/// address, and the name of a host in the file's name.
public final class SeededMachine {

  /// What the file is called.
  public static final String FILE = "/home/adalovelace/dumps/rackmaster-lspci.txt";

  private static final Path SAMPLE =
      Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies/01-one-switch.txt");

  private static final String OWNER =
      "\tProduct Name: card of adalovelace@rackmaster, [SN] Serial number: MT2211X00042\n";
  private static final String ERRORS = "\tCapabilities: [100 v2] Advanced Error Reporting\n";
  private static final String SERIAL =
      """
      \tCapabilities: [1c0 v1] Device Serial Number ec-0d-9a-ff-fe-12-34-56
      \tCapabilities: [1e0 v1] Vendor Specific Information: ID=0000 Rev=1 Len=020
      """;

  private static final String ROWS =
      """
      1c0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      1d0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      1e0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      """;

  private static final String SEEDED_ROWS =
      """
      1c0: 03 00 01 1e 56 34 12 fe ff 9a 0d ec 00 00 00 00
      1d0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      1e0: 0b 00 01 00 00 00 01 02 ec 0d 9a 12 34 56 00 00
      """;

  private SeededMachine() {}

  /// None of these may be in anything that is given away.
  public static List<String> secrets() {
    return List.of(
        "ec-0d-9a-ff-fe-12-34-56",
        "56 34 12 fe ff 9a 0d ec",
        "ec 0d 9a 12 34 56",
        "ec:0d:9a:12:34:56",
        "adalovelace",
        "rackmaster",
        "MT2211X00042",
        "3f2a1b0c-1111-2222-3333-444455556666");
  }

  /// The network card at 04:00.0 gets a Device Serial Number, in words and in its bytes, and its
  /// MAC address in a capability that nobody knows.
  public static String text() {
    try {
      String text = Files.readString(SAMPLE);
      int card = text.indexOf("\n0000:04:00.0 ") + 1;
      int end = text.indexOf("\n\n", card);
      return "adalovelace@rackmaster:~$ lspci -vvvxxxx\n"
          + text.substring(0, card)
          + seed(text.substring(card, end < 0 ? text.length() : end))
          + (end < 0 ? "" : text.substring(end));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String seed(String card) {
    String named = replace(card, "\t\tPBA: BAR=0", OWNER + "\t\tPBA: BAR=0");
    String numbered = replace(named, ERRORS, ERRORS + SERIAL);
    return replace(replace(numbered, "100: 01 00 02 00", "100: 01 00 02 1c"), ROWS, SEEDED_ROWS);
  }

  private static String replace(String text, String before, String after) {
    if (!text.contains(before)) {
      throw new IllegalStateException("the card has no " + before);
    }
    return text.replace(before, after);
  }
}
