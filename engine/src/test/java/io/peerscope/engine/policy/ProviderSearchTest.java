package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderSearchTest {

  private static LinuxP2pdma policy(String settings) {
    return new LinuxP2pdma(machine(settings).build());
  }

  private static List<PeerMemory> published(String... names) {
    return Arrays.stream(names).map(name -> PeerMemory.published(at(name(name)))).toList();
  }

  private static List<PeerMemory> withoutPool(String name) {
    return List.of(new PeerMemory(at(name(name)), true, Fact.known(false, new Inferred("test"))));
  }

  private static List<PeerMemory> poolUntold(String name) {
    return List.of(new PeerMemory(at(name(name)), true, Fact.unknown("not told")));
  }

  private static List<PciAddress> find(String settings, List<PeerMemory> memory, String client) {
    return ProviderSearch.find(
            policy(settings), memory, List.of(ClientDevice.function(at(name(client)))))
        .closest();
  }

  @Test
  void maintainersTreeFindsNothingWithoutAPool() {
    assertThat(find("kernel 7.2", withoutPool("A"), "B")).containsExactly(at(name("A")));
    assertThat(find("kernel maintainer", withoutPool("A"), "B")).isEmpty();
    assertThat(find("kernel maintainer", poolUntold("A"), "B")).isEmpty();
    assertThat(
            ProviderSearch.find(
                    policy("kernel maintainer"),
                    poolUntold("A"),
                    List.of(ClientDevice.function(at(name("B")))))
                .undetermined())
        .containsExactly(at(name("A")));
  }

  /// Through the host bridge, D is as near to A (6) as G is to D and farther than R.
  @Test
  void firmwareTableRanksWhatIsNotDirect() {
    String zen = "kernel proposed-hmat; cpu AuthenticAMD/0x19";

    assertThat(find(zen, published("A", "D"), "B")).containsExactly(at(name("A")));
    assertThat(find(zen, published("D"), "B")).containsExactly(at(name("D")));
    assertThat(find(zen, published("D", "R"), "B")).isEmpty();
    assertThat(find("kernel 7.2; cpu AuthenticAMD/0x19", published("D", "R"), "B"))
        .containsExactly(at(name("R")));
  }

  /// One that is sure and one that may be refused: the table decides between them, and is not told.
  @Test
  void firmwareTableMayRankADoubtfulProviderFirst() {
    String zen = "kernel proposed-hmat; cpu AuthenticAMD/0x19; ?acs DP0; acs DP2=04";
    ProviderSearch.Result result =
        ProviderSearch.find(
            policy(zen), published("A", "C0"), List.of(ClientDevice.function(at(name("B")))));

    assertThat(result.closest()).isEmpty();
    assertThat(result.undetermined()).containsExactly(at(name("A")), at(name("C0")));
  }

  @Test
  void namesProvidersThatAMissingFactMayBringIn() {
    List<ClientDevice> clients = List.of(ClientDevice.function(at(name("B"))));

    ProviderSearch.Result result =
        ProviderSearch.find(policy("?acs DP0"), published("A", "F", "D"), clients);

    assertThat(result.closest()).containsExactly(at(name("F")));
    assertThat(result.distance()).hasValue(6);
    assertThat(result.undetermined()).containsExactly(at(name("A")));
  }

  @Test
  void oneRefusalOutweighsADoubt() {
    List<ClientDevice> clients =
        List.of(ClientDevice.function(at(name("B"))), ClientDevice.function(at(name("D"))));

    assertThat(JointDistance.of(policy("?acs DP0"), at(name("A")), clients))
        .isInstanceOf(JointDistance.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"5.4, -1", "5.11, -1", "5.12, 4", "7.2, 4"})
  void softwareClientsAreRefusedWhileTheKernelKnowsThem(String kernel, int expected) {
    List<ClientDevice> clients = List.of(ClientDevice.bySoftware(at(name("B")), "rxe0"));

    JointDistance distance = JointDistance.of(policy("kernel " + kernel), at(name("A")), clients);

    assertThat(distance instanceof JointDistance.Steps(int total) ? total : -1).isEqualTo(expected);
  }

  @Test
  void memoryThatIsNotPublishedIsNotFound() {
    List<PeerMemory> kept =
        List.of(new PeerMemory(at(name("A")), false, Fact.known(true, new Inferred("test"))));

    assertThat(find("kernel 7.2", kept, "B")).isEmpty();
  }
}
