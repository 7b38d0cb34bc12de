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
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged listings: cut, flipped, spliced, repeated. `-Dpeerscope.mutations=N` asks for more of
/// them, `-Dpeerscope.seed=S` for those of an earlier run.
class MutatedInputTest {

  private static final int LARGEST_SAMPLE = 48 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private static final String SMALL_LISTING =
      """
      00:00.0 Host bridge [0600]: Acme Corporation Root [1af4:0001] (rev 02)
      	Flags: bus master, fast devsel, latency 0
      00: f4 1a 01 00 06 00 10 00 02 00 00 06 00 00 00 00

      00:01.0 PCI bridge [0604]: Acme Corporation Port [1af4:0002] (prog-if 00 [Normal decode])
      	Control: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping-
      	Status: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort-
      	Bus: primary=00, secondary=01, subordinate=03, sec-latency=0
      	Memory behind bridge: c0000000-c01fffff [size=2M] [32-bit]
      	Capabilities: [40] Express (v2) Root Port (Slot+), MSI 00
      		LnkCap:	Port #5, Speed 16GT/s, Width x4, ASPM L1, Exit Latency L1 <8us
      	Capabilities: [148 v1] Access Control Services
      		ACSCtl:	SrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl-

      01:00.0 Ethernet controller [0200]: Acme Corporation Card [1af4:0003]
      	Region 0: Memory at c0000000 (64-bit, non-prefetchable) [size=16K]
      	Capabilities: <access denied>
      """;

  @Test
  void damagedListingsAreReadWithoutExceptionAndWithoutDelay() throws IOException {
    long seed = Long.getLong("peerscope.seed", 20_260_101);
    int count = Integer.getInteger("peerscope.mutations", 10_000);
    List<byte[]> originals = originals();
    var random = new Random(seed);
    Duration slowest = Duration.ZERO;
    String run = "seed %d, %d mutations of %d texts".formatted(seed, count, originals.size());
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

  /// Reads, and asks what everybody will ask: what is above each function, and its BARs.
  private static void readAll(byte[] content, String run) {
    try {
      Reading reading = PlatformReader.read(List.of(new Input("damaged", content)));
      Topology topology = reading.platform().topology();
      for (PciFunction function : topology.functions()) {
        assertThat(topology.upstreamPath(function.address()).functions()).isNotEmpty();
        assertThat(function.bars()).hasSizeLessThanOrEqualTo(6);
      }
      assertThat(topology.size() > 0 || !reading.diagnostics().isEmpty() || known(reading))
          .as("an empty answer says why")
          .isTrue();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(run, failure);
    }
  }

  private static boolean known(Reading reading) {
    return !reading.sources().isEmpty();
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
    for (int times = 1 + random.nextInt(40); times > 0; times--) {
      int at = random.nextInt(changed.length);
      if (HexFormat.isHexDigit(changed[at])) {
        changed[at] = (byte) Character.forDigit(random.nextInt(16), 16);
      }
    }
    return changed;
  }

  private static byte[] splice(byte[] original, byte[] other, Random random) {
    int cut = random.nextInt(original.length);
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    return joined(original, 0, cut, other, from, other.length);
  }

  private static byte[] repeat(byte[] original, Random random) {
    int from = random.nextInt(original.length);
    int to = from + random.nextInt(Math.min(4096, original.length - from));
    return joined(original, 0, to, original, from, original.length);
  }

  private static byte[] withoutPart(byte[] original, Random random) {
    int from = random.nextInt(original.length);
    int to = from + random.nextInt(original.length - from);
    return joined(original, 0, from, original, to, original.length);
  }

  private static byte[] joined(
      byte[] first, int firstFrom, int firstTo, byte[] second, int secondFrom, int secondTo) {
    int firstCount = firstTo - firstFrom;
    byte[] whole = Arrays.copyOfRange(first, firstFrom, firstTo + secondTo - secondFrom);
    System.arraycopy(second, secondFrom, whole, firstCount, secondTo - secondFrom);
    return whole;
  }

  private static List<byte[]> originals() throws IOException {
    var originals = new ArrayList<byte[]>();
    originals.add(SMALL_LISTING.getBytes(StandardCharsets.UTF_8));
    for (Path file : SharedData.entries("samples/lspci")) {
      if (Files.size(file) <= LARGEST_SAMPLE) {
        originals.add(Files.readAllBytes(file));
      }
    }
    return originals;
  }
}
