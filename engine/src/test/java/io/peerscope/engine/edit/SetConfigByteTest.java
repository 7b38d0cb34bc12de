package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.on;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.Register;
import io.peerscope.engine.config.RegisterMap;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A changed byte of configuration space changes the facts that are read from it.
class SetConfigByteTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");

  private final Platform machine = sample("01-one-switch");

  @Test
  void theFactOfTheRegisterBecomesAnotherAndTheOthersKeepTheirOrigin() {
    PciFunction before = function(on(machine), "04:00.0");
    Register status = register(before, "LnkSta");

    PciFunction after =
        function(
            on(machine).make(new SetConfigByte(at("04:00.0"), status.offset(), 0x03)), "04:00.0");

    Fact<Link> now =
        after.capabilities().pciExpress().ifKnown().orElseThrow().orElseThrow().current();
    assertThat(now.ifKnown().map(Link::speed)).contains("8GT/s");
    assertThat(((Fact.Known<Link>) now).origin()).isInstanceOf(EditedByHand.class);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(((Fact.Known<?>) after.id()).origin()).isInstanceOf(SourcePosition.class);
    assertThat(after.bars()).isEqualTo(before.bars());
  }

  @Test
  void aBarsSizeStaysWhenItsAddressIsWritten() {
    PciFunction before = function(on(machine), "05:00.0");
    int top = 0x10 + 4 * before.firstMemoryBar().orElseThrow().index() + 3;
    int value = before.config().u8(top) ^ 0x40;

    PciFunction after =
        function(on(machine).make(new SetConfigByte(at("05:00.0"), top, value)), "05:00.0");

    assertThat(after.firstMemoryBar().orElseThrow().size())
        .isEqualTo(before.firstMemoryBar().orElseThrow().size());
    assertThat(after.firstMemoryBar().orElseThrow().bus().ifKnown())
        .isNotEqualTo(before.firstMemoryBar().orElseThrow().bus().ifKnown());
  }

  @Test
  void whatTheTreeHangsOnIsRefused() {
    assertThat(on(machine).refusalOf(new SetConfigByte(at("02:01.0"), 0x19, 7))).contains("buses");
    assertThat(on(machine).refusalOf(new SetConfigByte(at("02:01.0"), 0x0e, 0))).contains("layout");
    assertThat(on(machine).refusalOf(new SetConfigByte(at("02:01.0"), 0x34, 0)))
        .contains("links the capabilities");
    assertThat(on(machine).refusalOf(new SetConfigByte(at("02:01.0"), 0xfff, 0))).contains("told");
  }

  /// What registers say and what the function says agree after any byte.
  @Test
  void anyByteIsRefusedOrReadAgain() {
    long seed = Long.getLong("peerscope.seed", 20_260_101L);
    var random = new Random(seed);
    List<PciFunction> functions = List.copyOf(machine.topology().functions());
    int made = 0;
    for (int round = 0; round < 2000; round++) {
      PciFunction function = functions.get(random.nextInt(functions.size()));
      int length = Math.max(1, function.config().length());
      var edit =
          new SetConfigByte(function.address(), random.nextInt(length), random.nextInt(0x100));
      if (edit.applyTo(machine) instanceof EditResult.Applied applied) {
        PciFunction after = applied.platform().topology().at(function.address());
        var read = new CapabilityReader(after.config(), "again").read().capabilities();
        assertThat(after.config().u8(edit.offset())).as("seed " + seed).isEqualTo(edit.value());
        assertThat(linkOf(after.capabilities())).as("seed " + seed).isEqualTo(linkOf(read));
        assertThat(acsOf(after.capabilities())).as("seed " + seed).isEqualTo(acsOf(read));
        made++;
      }
    }
    assertThat(made).as("seed " + seed).isPositive();
  }

  private static List<Object> linkOf(io.peerscope.engine.config.Capabilities capabilities) {
    return capabilities.pciExpress().ifKnown().flatMap(it -> it).stream()
        .<Object>map(it -> List.of(it.current().ifKnown(), it.maximum().ifKnown()))
        .toList();
  }

  private static List<Object> acsOf(io.peerscope.engine.config.Capabilities capabilities) {
    return capabilities.acs().ifKnown().flatMap(it -> it).stream()
        .<Object>map(it -> List.of(it.control().ifKnown(), it.supported().ifKnown()))
        .toList();
  }

  private static Register register(PciFunction function, String name) {
    return RegisterMap.of(function.config(), function.capabilities()).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PciFunction function(Editing editing, String address) {
    return editing.platform().topology().at(at(address));
  }

  private static Platform sample(String name) {
    try {
      byte[] text = Files.readString(SAMPLES.resolve(name + ".txt")).getBytes(UTF_8);
      return PlatformReader.read(List.of(new Input(name, text))).platform();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
