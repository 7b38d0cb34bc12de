package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.PairWays.Taken;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The four sub-verdicts come to what the kernel answers.
class WayMatrixTest {

  private static final int MACHINES = 200;

  @Test
  void everyCodeStandsForItsWays() {
    for (int code = 0; code < PairWays.COUNT; code++) {
      assertThat(PairWays.ofCode(code).code()).isEqualTo(code);
    }
  }

  @Test
  void theWayThatIsTakenIsTheKernelsMapType() {
    Laws.over(
        "sub-verdicts come to the map type",
        MACHINES,
        seed -> {
          List<KernelProfile> kernels = KernelProfile.all();
          KernelProfile kernel = kernels.get((int) (seed % kernels.size()));
          Platform platform = RandomMachine.of(seed).kernel(kernel.since().toString()).build();
          List<PciAddress> functions =
              platform.topology().functions().stream().map(PciFunction::address).toList();
          P2pMatrix matrix = new LinuxP2pdma(platform).matrix(functions);
          var ways = new WayMatrix(matrix, platform);
          for (int row = 0; row < functions.size(); row++) {
            for (int column = 0; column < functions.size(); column++) {
              assertThat(typeOf(ways.waysAt(row, column).ofWrites()))
                  .as("%s from %s", functions.get(row), functions.get(column))
                  .isEqualTo(matrix.typeAt(row, column));
            }
          }
        });
  }

  /// POWER as B. Herrenschmidt told it: posted writes pass between host bridges, reads do not.
  @Test
  void onAPlatformThatOnlyStoresWritesAndReadsDifferBetweenHostBridges() {
    PairWays apart = ways("firmware power-store-only", "A", "G");
    PairWays together = ways("firmware power-store-only", "A", "B");

    assertThat(apart.ofWrites()).isEqualTo(Taken.MAPPED);
    assertThat(apart.ofReads()).isEqualTo(Taken.NONE);
    assertThat(apart.directWrite()).isEqualTo(Passage.CLOSED);
    assertThat(together.ofReads()).isEqualTo(Taken.DIRECT).isEqualTo(together.ofWrites());
    assertThat(ways("firmware generic", "A", "G").ofWrites()).isEqualTo(Taken.NONE);
  }

  /// What a direct pair would lose with the direct way.
  @Test
  void theMappedWayIsToldBesideTheDirectOne() {
    assertThat(ways("id H=8086:09a2", "A", "B").mappedRead()).isEqualTo(Passage.OPEN);
    assertThat(ways("cpu GenuineIntel/0x6", "A", "B").mappedRead()).isEqualTo(Passage.CLOSED);
    assertThat(ways("acs DP1=04; id H=8086:09a2", "A", "B").directRead()).isEqualTo(Passage.CLOSED);
  }

  @Test
  void nothingIsToldWithoutRulesOrWithoutAPlaceInTheHierarchy() {
    assertThat(ways("kernel 4.19", "A", "B").ofReads()).isEqualTo(Taken.UNTOLD);
    assertThat(ways("firmware power-store-only; no RP2", "A", "D").ofWrites())
        .isEqualTo(Taken.UNTOLD);
    assertThat(ways("?acs DP1", "A", "B").ofReads()).isEqualTo(Taken.UNTOLD);
  }

  private static PairWays ways(String settings, String provider, String client) {
    Platform platform = machine(settings).build();
    List<PciAddress> both = List.of(at(name(provider)), at(name(client)));
    return new WayMatrix(new LinuxP2pdma(platform).matrix(both), platform).waysAt(0, 1);
  }

  private static Optional<P2pMapType> typeOf(Taken taken) {
    return switch (taken) {
      case DIRECT -> Optional.of(P2pMapType.BUS_ADDR);
      case MAPPED -> Optional.of(P2pMapType.THRU_HOST_BRIDGE);
      case NONE -> Optional.of(P2pMapType.NOT_SUPPORTED);
      case UNTOLD -> Optional.empty();
    };
  }
}
