package io.peerscope.probe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The large machine that level A is measured with is a sound one, read whole.
class ManyFunctionsTest {

  @Test
  void machineIsReadWhole(@TempDir Path root) throws IOException {
    int written = ManyFunctions.write(root, 200);

    Reading reading = PlatformReader.read(List.of(ThisMachine.input(root)));

    assertThat(reading.diagnostics()).isEmpty();
    var topology = reading.platform().topology();
    assertThat(topology.size()).isEqualTo(written).isGreaterThanOrEqualTo(200);
    assertThat(topology.functions())
        .allMatch(function -> function.config().length() == 4096)
        .allMatch(function -> !(topology.parentOf(function.address()) instanceof Parent.Untold));
    List<PciFunction> ports =
        topology.functions().stream()
            .filter(function -> function.kind() == FunctionKind.DOWNSTREAM_PORT)
            .toList();
    assertThat(ports).hasSize(written * 2 / 5);
  }
}
