package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.PciFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Short ways to read literal text in tests.
final class Texts {

  private Texts() {}

  /// Reads texts as one machine; the inputs are named `0.txt`, `1.txt`, ….
  static Reading read(String... texts) {
    List<Input> inputs =
        Stream.iterate(0, n -> n < texts.length, n -> n + 1)
            .map(n -> new Input(n + ".txt", texts[n].getBytes(StandardCharsets.UTF_8)))
            .toList();
    return PlatformReader.read(inputs);
  }

  static PciAddress address(String text) {
    return PciAddress.parse(text).orElseThrow();
  }

  static PciFunction function(Reading reading, String address) {
    return reading.platform().topology().at(address(address));
  }

  /// Code and line of each diagnostic, `truncated-row:3`.
  static List<String> problems(Reading reading) {
    return reading.diagnostics().stream().map(Texts::problem).toList();
  }

  private static String problem(Diagnostic diagnostic) {
    return diagnostic.code() + ":" + diagnostic.position().line();
  }

  /// A row of 16 bytes whose first ones are given, the rest 00.
  static String row(int offset, String firstBytes) {
    int given = firstBytes.isEmpty() ? 0 : firstBytes.split(" ", -1).length;
    return "%02x: %s%s\n"
        .formatted(offset, firstBytes, " 00".repeat(16 - given).substring(given == 0 ? 1 : 0));
  }
}
