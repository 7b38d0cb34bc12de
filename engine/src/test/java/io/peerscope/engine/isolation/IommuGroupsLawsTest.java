package io.peerscope.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// What holds for the groups of every machine.
class IommuGroupsLawsTest {

  private static final int MACHINES = 2_000;
  private static final int FORGOTTEN = 5;

  @Test
  void forgettingAFactOnlyMovesToUndetermined() {
    var stillKnown = new LongAdder();
    Laws.over(
        "groups, forgetting",
        MACHINES,
        seed -> {
          var random = new Random(seed);
          PlatformBuilder builder = RandomMachine.of(seed);
          Platform platform = builder.build();
          List<PciAddress> functions =
              platform.topology().functions().stream().map(PciFunction::address).toList();
          Map<PciAddress, List<PciAddress>> before = groups(platform);
          for (int n = 0; n < FORGOTTEN; n++) {
            String forgotten = forgetSomething(builder, functions, random);
            Map<PciAddress, List<PciAddress>> after = groups(builder.build());
            assertThat(before).as("without %s", forgotten).containsAllEntriesOf(after);
            stillKnown.add(after.size());
            before = after;
          }
        });

    System.out.printf(
        "%d facts forgotten on each machine, %d answers stayed%n", FORGOTTEN, stillKnown.sum());
    assertThat(stillKnown.sum()).isPositive();
  }

  private static String forgetSomething(
      PlatformBuilder builder, List<PciAddress> functions, Random random) {
    if (random.nextInt(4) > 0) {
      return builder.forgetSomething(random);
    }
    String address = functions.get(random.nextInt(functions.size())).toString();
    builder.headerUntold(address);
    return "header of " + address;
  }

  /// The members of the group of each function whose group is determined.
  private static Map<PciAddress, List<PciAddress>> groups(Platform platform) {
    var members = new TreeMap<PciAddress, List<PciAddress>>();
    IommuGroups.predict(platform)
        .groups()
        .values()
        .forEach(group -> group.forEach(function -> members.put(function, group)));
    return members;
  }
}
