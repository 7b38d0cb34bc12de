package io.peerscope.engine.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The inputs of one importer that each reached something that none before did, in a folder.
final class Corpus {

  /// Beyond this, the oldest give way; more would not be chosen often enough.
  private static final int MOST = 6000;

  private final Path folder;
  private final List<byte[]> inputs = new ArrayList<>();

  Corpus(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  /// The files of a folder, smallest first; none where there is no folder.
  static List<byte[]> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    contents.sort((one, other) -> Integer.compare(one.length, other.length));
    return contents;
  }

  int size() {
    return inputs.size();
  }

  List<byte[]> inputs() {
    return List.copyOf(inputs);
  }

  void add(byte[] input) throws IOException {
    if (inputs.size() < MOST) {
      inputs.add(input);
      Files.write(folder.resolve(nameOf(input)), input);
    }
  }

  /// A name that equal inputs share.
  static String nameOf(byte[] input) {
    var sum = new CRC32();
    sum.update(input);
    return "%08x".formatted(sum.getValue());
  }

  /// Any input, new ones more often.
  byte[] any(SplittableRandom random) {
    int size = inputs.size();
    int newest = Math.max(1, size / 8);
    return random.nextInt(3) == 0
        ? inputs.get(size - 1 - random.nextInt(newest))
        : inputs.get(random.nextInt(size));
  }

  /// The input without the lines, and then the bytes, that it needs not to pass where it must.
  ///
  /// @param needed places that must still be passed
  static byte[] trimmed(byte[] input, boolean[] needed, Fuzzed fuzzed, int tries) {
    byte[] shortest = input;
    int left = tries;
    for (int part = Math.max(1, input.length / 2); part >= 1 && left > 0; part /= 2) {
      for (int from = 0; from < shortest.length && left > 0; left--) {
        byte[] candidate = without(shortest, from, Math.min(part, shortest.length - from));
        if (fuzzed.passes(candidate, needed)) {
          shortest = candidate;
        } else {
          from += part;
        }
      }
    }
    return shortest;
  }

  private static byte[] without(byte[] input, int from, int length) {
    byte[] rest = Arrays.copyOf(input, input.length - length);
    System.arraycopy(input, from + length, rest, from, input.length - from - length);
    return rest;
  }
}
