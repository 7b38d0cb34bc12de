package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// Saves a machine and opens it again.
public final class SavedAndOpened {

  private SavedAndOpened() {}

  /// The machine is the same one, and saved again it gives the same bytes.
  public static void assertComesBack(String name, Platform platform) {
    byte[] saved = DocumentWriter.write(PeerscopeDocument.of(platform));
    DocumentReading reading = DocumentReader.read("saved", saved);
    Platform opened = reading.document().platform();

    assertThat(reading.diagnostics())
        .as(name)
        .extracting(Diagnostic::code)
        .isSubsetOf(OF_THE_MACHINE);
    assertSame(name, opened, platform);
    assertThat(DocumentWriter.write(reading.document())).as(name).isEqualTo(saved);
  }

  /// What an odd machine is reported for as well when it comes from its first input.
  private static final List<String> OF_THE_MACHINE =
      List.of("bus-claimed-twice", "bus-range", "bad-bus-number", "place-conflict");

  private static void assertSame(String name, Platform opened, Platform saved) {
    assertThat(functions(opened.topology())).as(name).isEqualTo(functions(saved.topology()));
    assertThat(places(opened.topology())).as(name).isEqualTo(places(saved.topology()));
    assertThat(opened.withTopology(saved.topology())).as(name).isEqualTo(saved);
    assertThat(opened.topology().told()).as(name).isEqualTo(saved.topology().told());
    assertThat(opened).as(name).isEqualTo(saved);
  }

  private static List<PciFunction> functions(Topology topology) {
    return List.copyOf(topology.functions());
  }

  private static List<String> places(Topology topology) {
    List<String> places = new ArrayList<>();
    topology
        .functions()
        .forEach(function ->
            places.add(
                function.address()
                    + " "
                    + topology.parentOf(function.address())
                    + " "
                    + topology.physicalFunctionOf(function.address())));
    topology.hostBridges().forEach(bridge -> places.add(bridge.bus() + " " + bridge.openedBy()));
    return places;
  }
}
