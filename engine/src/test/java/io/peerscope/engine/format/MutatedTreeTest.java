package io.peerscope.engine.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Damaged archives of sysfs: cut, flipped, with other names and other links.
class MutatedTreeTest {

  private static final int LARGEST_SAMPLE = 80 * 1024;
  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  @Test
  void damagedArchivesAreReadWithoutExceptionAndWithoutDelay() throws IOException {
    new Damage(originals(), MutatedTreeTest::mutate, 1_000).readEach(6, LONGEST);
  }

  private static byte[] mutate(byte[] original, Random random) {
    if (original.length < BLOCK * 2) {
      return original;
    }
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 1 -> flip(original.clone(), random.nextInt(original.length), random);
      case 2 -> inHeader(original.clone(), random);
      case 3 -> copiedBlock(original.clone(), random);
      case 4 -> Damage.withOtherDigits(original, 1 + random.nextInt(200), random);
      default ->
          flip(original.clone(), Math.max(0, original.length - 1 - random.nextInt(200)), random);
    };
  }

  private static byte[] flip(byte[] original, int near, Random random) {
    for (int times = 1 + random.nextInt(8); times > 0; times--) {
      int at = Math.min(original.length - 1, near + random.nextInt(64));
      original[at] ^= (byte) (1 << random.nextInt(8));
    }
    return original;
  }

  /// A changed header of a tar, with the checksum that makes readers believe it.
  private static byte[] inHeader(byte[] original, Random random) {
    int block = random.nextInt(original.length / BLOCK) * BLOCK;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      original[block + random.nextInt(BLOCK)] = (byte) random.nextInt(random.nextInt(256) + 1);
    }
    int sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      sum += at >= CHECKSUM && at < CHECKSUM + 8 ? ' ' : original[block + at] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, original, block + CHECKSUM, digits.length);
    return original;
  }

  private static byte[] copiedBlock(byte[] original, Random random) {
    int blocks = original.length / BLOCK;
    System.arraycopy(
        original, random.nextInt(blocks) * BLOCK, original, random.nextInt(blocks) * BLOCK, BLOCK);
    return original;
  }

  /// Small trees in every packing, and captured ones as plain tar.
  private static List<byte[]> originals() throws IOException {
    var originals = new ArrayList<byte[]>();
    SysfsFixture tree = SysfsFixture.small().file("proc/iomem", "00001000-0009ffff : System RAM\n");
    originals.add(tree.tar());
    originals.add(tree.zip());
    originals.add(tree.packed("gz"));
    originals.add(tree.packed("bzip2"));
    originals.add(tree.packed("xz"));
    for (Path file : SharedData.entries("samples/sysfs")) {
      if (Files.size(file) <= LARGEST_SAMPLE) {
        originals.add(unpacked(file));
      }
    }
    return originals;
  }

  private static byte[] unpacked(Path file) throws IOException {
    byte[] packed = Files.readAllBytes(file);
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return stream.readAllBytes();
    }
  }
}
