package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Reads damaged copies of files, in any number, and asks of each what everybody will ask: no
/// exception, no delay, and an answer that says why it is empty. `-Dpeerscope.mutations=N` asks for
/// more copies, `-Dpeerscope.seed=S` for those of an earlier run.
final class Damage {

  /// One change to the bytes of a file.
  @FunctionalInterface
  interface Mutation {

    /// The changed bytes; the original is left as it is.
    byte[] of(byte[] original, Random random);
  }

  private final List<byte[]> originals;
  private final Mutation mutation;
  private final Random random;
  private final int count;
  private final String run;

  Damage(List<byte[]> originals, Mutation mutation, int count) {
    long seed = Long.getLong("peerscope.seed", 20_260_101);
    this.originals = originals;
    this.mutation = mutation;
    this.random = new Random(seed);
    this.count = Integer.getInteger("peerscope.mutations", count);
    this.run = "seed %d, %d mutations of %d files".formatted(seed, this.count, originals.size());
  }

  /// Damages and reads one file after the other.
  ///
  /// @param most changes of one file
  /// @param longest processor time for one file
  void readEach(int most, Duration longest) {
    System.out.println(run);
    Duration slowest = Duration.ZERO;
    for (int n = 0; n < count; n++) {
      byte[] damaged = originals.get(random.nextInt(originals.size()));
      for (int times = 1 + random.nextInt(most); times > 0; times--) {
        damaged = mutation.of(damaged, random);
      }
      Duration taken = read(damaged, run + ", mutation " + n);
      slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
    }
    System.out.println("slowest: " + slowest.toMillis() + " ms");
    assertThat(slowest).as(run).isLessThan(longest);
  }

  private static Duration read(byte[] content, String name) {
    try {
      return ProcessorTime.of(() -> assertAnswered(content));
    } catch (RuntimeException | AssertionError | StackOverflowError failure) {
      throw new AssertionError(name, failure);
    }
  }

  private static void assertAnswered(byte[] content) {
    Reading reading = PlatformReader.read(List.of(new Input("damaged", content)));
    Topology topology = reading.platform().topology();
    for (PciFunction function : topology.functions()) {
      assertThat(topology.upstreamPath(function.address()).functions()).isNotEmpty();
      assertThat(function.bars()).hasSizeLessThanOrEqualTo(6);
    }
    boolean says =
        topology.size() > 0 || !reading.diagnostics().isEmpty() || !reading.sources().isEmpty();
    assertThat(says).as("an empty answer says why").isTrue();
  }

  /// What happens to a text: cut, flipped, spliced with another, repeated, other digits.
  static Mutation ofTexts(List<byte[]> texts) {
    return (original, random) -> mutateText(original, texts, random);
  }

  private static byte[] mutateText(byte[] original, List<byte[]> others, Random random) {
    if (original.length < 2) {
      return original;
    }
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 1 -> withOtherBits(original, random);
      case 2 -> splice(original, others.get(random.nextInt(others.size())), random);
      case 3 -> repeat(original, random);
      case 4 -> withoutPart(original, random);
      default -> withOtherDigits(original, 1 + random.nextInt(60), random);
    };
  }

  private static byte[] withOtherBits(byte[] original, Random random) {
    byte[] changed = original.clone();
    for (int times = 1 + random.nextInt(20); times > 0; times--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  /// Hexadecimal digits that stay digits.
  static byte[] withOtherDigits(byte[] original, int times, Random random) {
    byte[] changed = original.clone();
    for (int n = 0; n < times; n++) {
      int at = random.nextInt(changed.length);
      if (Character.digit(changed[at], 16) >= 0) {
        changed[at] = (byte) Character.forDigit(random.nextInt(16), 16);
      }
    }
    return changed;
  }

  private static byte[] splice(byte[] original, byte[] other, Random random) {
    int cut = random.nextInt(original.length);
    return joined(original, cut, other, other.length == 0 ? 0 : random.nextInt(other.length));
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
}
