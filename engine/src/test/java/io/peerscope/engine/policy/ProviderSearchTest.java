package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderSearchTest {

  private static LinuxP2pdma policy(String settings) {
    return new LinuxP2pdma(machine(settings).build());
  }

  @Test
  void namesProvidersThatAMissingFactMayBringIn() {
    List<ClientDevice> clients = List.of(ClientDevice.function(at(name("B"))));

    ProviderSearch.Result result =
        ProviderSearch.find(
            policy("?acs DP0"), List.of(at(name("A")), at(name("F")), at(name("D"))), clients);

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
}
