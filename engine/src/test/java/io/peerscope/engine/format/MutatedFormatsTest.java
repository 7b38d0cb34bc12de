package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged files of the formats beside lspci and sysfs. `-Dpeerscope.mutations=N` asks for more of
/// them, `-Dpeerscope.seed=S` for those of an earlier run.
class MutatedFormatsTest {

  private static final int LARGEST_SAMPLE = 48 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void damagedFilesAreReadWithoutExceptionAndWithoutDelay() throws IOException {
    long seed = Long.getLong("peerscope.seed", 20_260_102);
    int count = Integer.getInteger("peerscope.mutations", 10_000);
    List<byte[]> originals = originals();
    var random = new Random(seed);
    Duration slowest = Duration.ZERO;
    String run = "seed %d, %d mutations of %d files".formatted(seed, count, originals.size());
    System.out.println(run);

    for (int n = 0; n < count; n++) {
      byte[] damaged = originals.get(random.nextInt(originals.size()));
      for (int times = 1 + random.nextInt(4); times > 0; times--) {
        damaged = mutate(damaged, originals, random);
      }
      long start = System.nanoTime();
      readAll(damaged, run + ", mutation " + n);
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
    }

    System.out.println("slowest: " + slowest.toMillis() + " ms");
    assertThat(slowest).as(run).isLessThan(LONGEST);
  }

  private static void readAll(byte[] content, String run) {
    try {
      Reading reading = PlatformReader.read(List.of(new Input("damaged", content)));
      Topology topology = reading.platform().topology();
      for (PciFunction function : topology.functions()) {
        assertThat(topology.upstreamPath(function.address()).functions()).isNotEmpty();
        assertThat(function.bars()).hasSizeLessThanOrEqualTo(6);
      }
      boolean says =
          topology.size() > 0 || !reading.diagnostics().isEmpty() || !reading.sources().isEmpty();
      assertThat(says).as("an empty answer says why").isTrue();
    } catch (RuntimeException | AssertionError | StackOverflowError failure) {
      throw new AssertionError(run, failure);
    }
  }

  private static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
    if (original.length < 2) {
      return original;
    }
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 1 -> flip(original, random);
      case 2 -> splice(original, others.get(random.nextInt(others.size())), random);
      case 3 -> repeat(original, random);
      case 4 -> withoutPart(original, random);
      default -> withOtherDigits(original, random);
    };
  }

  private static byte[] flip(byte[] original, Random random) {
    byte[] changed = original.clone();
    for (int times = 1 + random.nextInt(20); times > 0; times--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] withOtherDigits(byte[] original, Random random) {
    byte[] changed = original.clone();
    for (int times = 1 + random.nextInt(60); times > 0; times--) {
      int at = random.nextInt(changed.length);
      if (Character.digit(changed[at], 16) >= 0) {
        changed[at] = (byte) Character.forDigit(random.nextInt(16), 16);
      }
    }
    return changed;
  }

  private static byte[] splice(byte[] original, byte[] other, Random random) {
    int cut = random.nextInt(original.length);
    return joined(original, cut, other, random.nextInt(other.length));
  }

  private static byte[] repeat(byte[] original, Random random) {
    int from = random.nextInt(original.length);
    int to = from + random.nextInt(Math.min(4096, original.length - from));
    return joined(original, to, original, from);
  }

  private static byte[] withoutPart(byte[] original, Random random) {
    int from = random.nextInt(original.length);
    return joined(original, from, original, from + random.nextInt(original.length - from));
  }

  /// The first bytes of one and the last bytes of another.
  private static byte[] joined(byte[] first, int count, byte[] second, int from) {
    byte[] whole = Arrays.copyOf(first, count + second.length - from);
    System.arraycopy(second, from, whole, count, second.length - from);
    return whole;
  }

  private static List<byte[]> originals() throws IOException {
    var originals = new ArrayList<byte[]>();
    FormatExamples.ALL.forEach(text -> originals.add(text.getBytes(StandardCharsets.UTF_8)));
    for (String folder : List.of("samples/hwloc", "samples/nccl", "samples/nvsmi")) {
      for (Path file : SharedData.entries(folder)) {
        if (Files.size(file) <= LARGEST_SAMPLE) {
          originals.add(Files.readAllBytes(file));
        }
      }
    }
    for (Path folder : SharedData.entries("oracle")) {
      Path tree = folder.resolve("tree.txt");
      if (Files.exists(tree)) {
        originals.add(Files.readAllBytes(tree));
      }
    }
    return originals;
  }
}
