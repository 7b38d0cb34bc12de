package io.peerscope.engine.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.Register.BitField;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The names of bits, held against the bytes of real machines and against each other.
class RegisterMapTest {

  @Test
  void noBitHasTwoNamesAndNoneIsOutsideItsRegister() throws IOException {
    for (PciFunction function : functions()) {
      for (Register register : RegisterMap.of(function.config(), function.capabilities())) {
        var taken = new HashSet<Integer>();
        for (BitField field : register.fields()) {
          assertThat(field.high()).as(register.name()).isLessThan(8 * register.length());
          for (int bit = field.low(); bit <= field.high(); bit++) {
            assertThat(taken.add(bit)).as(register.name() + " bit " + bit).isTrue();
          }
        }
      }
    }
  }

  /// The map and the decoders that verdicts rest on read the same numbers.
  @Test
  void agreesWithWhatWasDecoded() throws IOException {
    int compared = 0;
    for (PciFunction function : functions()) {
      for (Register register : RegisterMap.of(function.config(), function.capabilities())) {
        if (register.name().equals("ACSCtl")) {
          long value = register.valueIn(function.config());
          var acs = function.capabilities().acs().ifKnown().orElseThrow().orElseThrow();
          for (AcsControl bit : AcsControl.values()) {
            BitField named =
                register.fields().stream()
                    .filter(it -> it.name().equals(bit.lspciName()))
                    .findFirst()
                    .orElseThrow();
            assertThat(named.in(value) == 1).isEqualTo(acs.isEnabled(bit).ifKnown().orElseThrow());
            compared++;
          }
        }
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void theUpperHalfOfABarIsAllAddress() throws IOException {
    PciFunction gpu =
        functions().stream()
            .filter(it -> it.bars().stream().anyMatch(bar -> bar.kind() == BarKind.MEMORY_64))
            .findFirst()
            .orElseThrow();
    int low =
        gpu.bars().stream()
            .filter(bar -> bar.kind() == BarKind.MEMORY_64)
            .findFirst()
            .orElseThrow()
            .index();

    Register upper =
        RegisterMap.of(gpu.config(), gpu.capabilities()).stream()
            .filter(it -> it.name().equals("BAR " + (low + 1)))
            .findFirst()
            .orElseThrow();

    assertThat(upper.fields()).extracting(BitField::meaning).containsExactly("bits 63:32");
  }

  private static Collection<PciFunction> functions() throws IOException {
    Path sample =
        Path.of(System.getProperty("peerscope.root", ".."))
            .resolve("sample-topologies/04-acs-redirect.txt");
    byte[] text = Files.readString(sample).getBytes(UTF_8);
    return PlatformReader.read(List.of(new Input("sample", text)))
        .platform()
        .topology()
        .functions();
  }
}
