package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The installed lspci, reading a dump: what we compare ourselves with.
public final class LspciProgram {

  private static final Pattern NUMERIC =
      Pattern.compile("(\\S+) ([0-9a-f]{4}): ([0-9a-f]{4}:[0-9a-f]{4})(?: .*)?");
  private static final Pattern TREE_TOKEN =
      Pattern.compile(
          "\\[([0-9a-f]{4,8}):([0-9a-f]{2})\\]"
              + "|([0-9a-f]{2})\\.([0-7])(?:-\\[([0-9a-f]{2})(?:-([0-9a-f]{2}))?\\])?");

  /// What `-t` says of one function.
  ///
  /// @param parent the bridge it is drawn below; empty at the top
  /// @param buses secondary and subordinate bus as printed, or empty
  record Place(Optional<PciAddress> parent, String buses) {}

  private LspciProgram() {}

  public static boolean isInstalled() {
    try {
      return run("--version").isPresent();
    } catch (IOException absent) {
      return false;
    }
  }

  /// Class and ids of `-n -D`, `0604 8086:1234`; empty when lspci cannot read the dump.
  static Optional<SortedMap<PciAddress, String>> numbers(Path dump) throws IOException {
    return run("-F", dump.toString(), "-n", "-D").map(LspciProgram::parseNumbers);
  }

  /// Reads the output of `-n`.
  static SortedMap<PciAddress, String> parseNumbers(List<String> lines) {
    SortedMap<PciAddress, String> numbers = new TreeMap<>();
    for (String line : lines) {
      Matcher matcher = NUMERIC.matcher(line);
      if (matcher.matches()) {
        numbers.put(
            PciAddress.parse(matcher.group(1)).orElseThrow(),
            matcher.group(2) + " " + matcher.group(3));
      }
    }
    return numbers;
  }

  /// The tree of `-t`; empty when lspci cannot read the dump.
  static Optional<SortedMap<PciAddress, Place>> tree(Path dump) throws IOException {
    return run("-F", dump.toString(), "-t").map(LspciProgram::parseTree);
  }

  /// A column of the drawing belongs to one bus until a device further left opens another.
  static SortedMap<PciAddress, Place> parseTree(List<String> lines) {
    SortedMap<PciAddress, Place> places = new TreeMap<>();
    Map<Integer, PciBus> busAtColumn = new HashMap<>();
    Map<PciBus, PciAddress> bridgeOfBus = new HashMap<>();
    for (String line : lines) {
      Optional<PciBus> below = Optional.empty();
      Matcher token = TREE_TOKEN.matcher(line);
      while (token.find()) {
        if (token.group(1) != null) {
          below =
              Optional.of(
                  new PciBus(
                      Integer.parseUnsignedInt(token.group(1), 16),
                      Integer.parseInt(token.group(2), 16)));
          continue;
        }
        PciBus bus = below.orElse(busAtColumn.get(token.start()));
        busAtColumn.put(token.start(), bus);
        var address =
            new PciAddress(
                bus.domain(),
                bus.number(),
                Integer.parseInt(token.group(3), 16),
                Integer.parseInt(token.group(4), 16));
        String secondary = token.group(5);
        String subordinate = token.group(6) == null ? secondary : token.group(6);
        places.put(
            address,
            new Place(
                Optional.ofNullable(bridgeOfBus.get(bus)),
                secondary == null ? "" : secondary + "-" + subordinate));
        if (secondary != null) {
          below = Optional.of(new PciBus(bus.domain(), Integer.parseInt(secondary, 16)));
          bridgeOfBus.put(below.get(), address);
        }
      }
    }
    return places;
  }

  /// What it prints of a dump, line by line; empty when it cannot read the dump.
  ///
  /// @param options such as `-n` or `-t`
  public static Optional<List<String>> output(Path dump, String... options) throws IOException {
    var arguments = new ArrayList<>(List.of("-F", dump.toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  /// Whether it draws one tree for all domains, as pciutils did up to 3.9.
  public static boolean drawsOneTree() throws IOException {
    String version = run("--version").orElseThrow().getFirst().replaceAll("[^0-9.]", "");
    String[] parts = version.split("\\.", -1);
    return Integer.parseInt(parts[0]) < 3
        || (Integer.parseInt(parts[0]) == 3 && Integer.parseInt(parts[1]) <= 9);
  }

  private static Optional<List<String>> run(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("lspci"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] output = process.getInputStream().readAllBytes();
    try {
      return process.waitFor() == 0
          ? Optional.of(new String(output, StandardCharsets.ISO_8859_1).lines().toList())
          : Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
