package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.format.Machines;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is saved and opened again is the same machine, and saved again the same bytes.
class DocumentRoundTripTest {

  @Test
  void everyMachineComesBackAsItWas() throws IOException {
    int machines = Machines.each(SavedAndOpened::assertComesBack);

    assertThat(machines).isGreaterThanOrEqualTo(10);
    System.out.println("machines saved and opened: " + machines);
  }

  @Test
  void everyRandomMachineComesBackAsItWas() {
    Laws.over(
        "documents come back",
        300,
        seed -> {
          var builder = RandomMachine.of(seed);
          var random = new Random(seed);
          for (int times = random.nextInt(6); times > 0; times--) {
            builder.forgetSomething(random);
          }
          SavedAndOpened.assertComesBack("seed " + seed, builder.build());
        });
  }

  @Test
  void aScenarioComesBackWithAllThatItIsAskedUnder() {
    Platform machine = RandomMachine.of(20260101).build();
    var somewhere = machine.topology().functions().iterator().next().address();
    var scenario =
        new Scenario(
            "kept",
            List.of(
                new Scenario.Transfer(
                    somewhere, "write", List.of(new Scenario.Piece("host:0x1000", 4096)))),
            new Scenario.Circumstances(
                Optional.of("6.1"),
                Optional.of("AuthenticAMD/0x17"),
                Optional.of("translated"),
                Optional.of("switches"),
                Optional.of("initiator-ops"),
                Optional.of("power-store-only")));

    SavedAndOpened.assertComesBack("scenario", machine.withScenarios(List.of(scenario)));
  }
}
