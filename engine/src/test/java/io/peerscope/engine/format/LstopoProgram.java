package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The installed lstopo, reading a file of its own: what we compare ourselves with.
final class LstopoProgram {

  private static final Pattern OBJECT =
      Pattern.compile(
          "( *)(?:PCI|PCIBridge|HostBridge)\\b.*?\\((?:P#[0-9]+)?(?: ?busid=(\\S+) "
              + "id=([0-9a-f]{4}:[0-9a-f]{4}) class=([0-9a-f]{4}).*)?.*");

  /// What it prints of one function.
  ///
  /// @param number class and ids, `0604 8086:1234`
  /// @param parent the bridge it is printed below; empty below a host bridge
  record Shown(String number, Optional<PciAddress> parent) {}

  private record Open(int indent, Optional<PciAddress> bridge) {}

  private LstopoProgram() {}

  /// All functions it shows; empty where it is not installed or refuses the file.
  static Optional<SortedMap<PciAddress, Shown>> functions(Path file) throws IOException {
    Optional<List<String>> lines = run(file);
    return lines.map(LstopoProgram::parse);
  }

  private static SortedMap<PciAddress, Shown> parse(List<String> lines) {
    SortedMap<PciAddress, Shown> functions = new TreeMap<>();
    List<Open> open = new ArrayList<>();
    for (String line : lines) {
      Matcher object = OBJECT.matcher(line);
      if (!object.matches()) {
        continue;
      }
      int indent = object.group(1).length();
      open.removeIf(each -> each.indent() >= indent);
      Optional<PciAddress> above = open.isEmpty() ? Optional.empty() : open.getLast().bridge();
      Optional<PciAddress> address =
          Optional.ofNullable(object.group(2)).flatMap(PciAddress::parse);
      address.ifPresent(
          known -> functions.put(known, new Shown(object.group(4) + " " + object.group(3), above)));
      open.add(new Open(indent, address));
    }
    return functions;
  }

  private static Optional<List<String>> run(Path file) throws IOException {
    try {
      Process process =
          new ProcessBuilder(
                  "lstopo-no-graphics",
                  "--if",
                  "xml",
                  "-i",
                  file.toString(),
                  "--filter",
                  "io:all",
                  "--of",
                  "console",
                  "-v")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] output = process.getInputStream().readAllBytes();
      return process.waitFor() == 0
          ? Optional.of(new String(output, StandardCharsets.UTF_8).lines().toList())
          : Optional.empty();
    } catch (IOException notInstalled) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
