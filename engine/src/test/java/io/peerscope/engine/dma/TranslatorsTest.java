package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is asked on the way out, and what each says.
class TranslatorsTest {

  private static String asked(String places, String client, String target) {
    Platform platform = machine().build();
    Topology topology = platform.topology();
    var translators =
        new Translators(
            topology, new TopologyGraph(topology), TranslatorPlacement.parse(places).orElseThrow());
    ResolvedPage page =
        new PageLookup(platform).resolve(DmaTarget.parse(target).orElseThrow()).page();
    return translators.ask(at(name(client)), page).stream()
        .map(answer -> answer.at() + " " + answer.reason().code())
        .collect(Collectors.joining(", "));
  }

  /// A is 03:00.0, F 09:00.0; both are below switch 01:00.0, F behind another one inside.
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none         | B | 03:00.0     | ''
          switches     | B | 03:00.0     | 0000:01:00.0 translator-answers
          root-ports   | B | 03:00.0     | 0000:00:01.0 translator-answers
          host-bridges | B | 03:00.0     | host-bridge 0000:00 translator-answers
          all          | B | 03:00.0     | 0000:01:00.0 translator-answers
          switches     | E | 03:00.0     | 0000:06:00.0 translator-outside, 0000:01:00.0 translator-answers
          root-ports   | E | 03:00.0     | 0000:00:01.0 translator-answers
          host-bridges | D | 03:00.0     | host-bridge 0000:00 translator-host-bridge
          all          | D | 03:00.0     | 0000:00:02.0 translator-outside, host-bridge 0000:00 translator-host-bridge
          host-bridges | G | 03:00.0     | host-bridge 0000:40 translator-outside
          all          | B | host:0x1000 | 0000:01:00.0 translator-ram, 0000:00:01.0 translator-ram, host-bridge 0000:00 translator-ram
          switches     | B | 03:00.0:BAR3 | 0000:01:00.0 translator-nowhere
          """)
  void nearestIsAskedFirstAndPassesOutwardWhatItDoesNotKnow(
      String places, String client, String target, String expected) {
    assertThat(asked(places, client, target)).isEqualTo(expected);
  }

  /// A choice by kind of bridge, and the same places written down one by one.
  @ParameterizedTest
  @EnumSource
  void placesOneByOneAreThoseOfTheChoice(TranslatorPlacement.Named choice) {
    Topology topology = machine().build().topology();

    TranslatorPlacement.At places = choice.in(topology);

    for (PciFunction function : topology.functions()) {
      assertThat(places.isOn(function)).as("%s", function).isEqualTo(choice.isOn(function));
    }
    for (HostBridge hostBridge : topology.hostBridges()) {
      assertThat(places.isOn(hostBridge.bus())).isEqualTo(choice.isOn(hostBridge.bus()));
    }
    assertThat(places.bridges().isEmpty() && places.hostBridges().isEmpty())
        .isEqualTo(choice == TranslatorPlacement.Named.NONE);
  }

  /// The helper in the client's operations names the end whose hierarchy it does not know.
  @Test
  void sameSwitchHelperNamesTheEndOfUnknownPlace() {
    Topology topology = machine("no RP2").build().topology();
    var helper = new SameSwitch(topology, new TopologyGraph(topology));

    assertThat(helper.ask(at(name("D")), at(name("A"))).reason().text())
        .isEqualTo("what is above 0000:10:00.0 is not told");
    assertThat(helper.ask(at(name("A")), at(name("D"))).reason().text())
        .isEqualTo("what is above 0000:10:00.0 is not told");
  }
}
