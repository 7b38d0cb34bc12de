package io.peerscope.engine.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for the words of every pair, shown on random machines.
class DistanceWordsLawsTest {

  private static final int MACHINES = 150;
  private static final int[] CLASSES = {0x0300, 0x0200, 0x0108, 0x1200};

  /// A random machine that tells classes, and NUMA nodes by host bridge.
  private static PlatformBuilder drawn(long seed) {
    PlatformBuilder builder = RandomMachine.of(seed);
    var random = new Random(seed);
    int[] nodes = {random.nextInt(3) - 1, random.nextInt(2), random.nextInt(2)};
    for (PciAddress address : functions(builder.build())) {
      builder.numaNode(address.toString(), nodes[address.bus() / 0x40]);
      builder.classCode(address.toString(), CLASSES[random.nextInt(CLASSES.length)]);
    }
    return builder;
  }

  private static List<PciAddress> functions(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  @Test
  void wordIsTheSameBothWays() {
    Laws.over(
        "words both ways",
        MACHINES,
        seed -> {
          Platform platform = drawn(seed).build();
          var words = new DistanceWords(platform.topology());
          for (PciAddress one : functions(platform)) {
            for (PciAddress other : functions(platform)) {
              assertThat(words.between(one, other).stream().map(Word::told))
                  .as("%s %s", one, other)
                  .isEqualTo(words.between(other, one).stream().map(Word::told).toList());
            }
          }
        });
  }

  @Test
  void forgettingAFactOnlyOpensAWordToMore() {
    Laws.over(
        "words, forgetting",
        MACHINES,
        seed -> {
          Platform richer = drawn(seed).build();
          List<PciAddress> functions = functions(richer);
          PlatformBuilder builder = drawn(seed);
          var random = new Random(seed);
          PciAddress one = functions.get(random.nextInt(functions.size()));
          String forgotten = forget(builder, one.toString(), random);
          var before = new DistanceWords(richer.topology());
          var after = new DistanceWords(builder.build().topology());
          for (PciAddress other : functions) {
            for (Tool tool : Tool.values()) {
              assertThat(possible(after.between(tool, one, other)))
                  .as("%s %s %s without %s", tool, one, other, forgotten)
                  .containsAll(possible(before.between(tool, one, other)));
            }
          }
        });
  }

  private static String forget(PlatformBuilder builder, String address, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> {
        builder.numaNodeUntold(address);
        yield "NUMA node";
      }
      case 1 -> {
        builder.classUntold(address);
        yield "class";
      }
      default -> {
        builder.idUntold(address);
        yield "id";
      }
    };
  }

  private static List<String> possible(Word word) {
    return switch (word) {
      case Word.Told(_, var told, _, _) -> List.of(told);
      case Word.Untold(_, var words, _, _) -> words;
    };
  }
}
