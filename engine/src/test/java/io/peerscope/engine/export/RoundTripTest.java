package io.peerscope.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.Machines;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written in a format and read again is the same machine, but for what was listed.
class RoundTripTest {

  private final Map<MachineFormat, Set<FactKind>> lost = new EnumMap<>(MachineFormat.class);
  private final List<String> broken = new ArrayList<>();

  @Test
  void whatAFormatCarriesComesBackFromEveryMachine() throws IOException {
    int machines = Machines.eachOfAnyFormat(this::writeAndRead);

    System.out.println("machines written in each format: " + machines);
    lost.forEach(
        (format, kinds) -> System.out.println(format.spelling() + " loses of them " + kinds));
    assertThat(broken).isEmpty();
    assertThat(machines).isGreaterThanOrEqualTo(10);
  }

  @Test
  void aDocumentLosesNothing() throws IOException {
    Machines.eachOfAnyFormat((name, platform) ->
        assertThat(MachineExport.of(platform, MachineFormat.PEERSCOPE).losses())
            .as(name)
            .isEmpty());
  }

  private void writeAndRead(String name, Platform platform) {
    for (MachineFormat format : MachineFormat.values()) {
      if (format.isRead()) {
        for (Loss loss : MachineExport.of(platform, format).losses()) {
          lost.computeIfAbsent(format, _ -> EnumSet.noneOf(FactKind.class)).add(loss.kind());
          if (format.carried().contains(loss.kind())) {
            broken.add("%s of %s: %s".formatted(format.spelling(), name, loss));
          }
        }
      }
    }
  }
}
