package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.ToldPlaces;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;

/// Devices on the clipboard, for this window or another one: their addresses, and a document of
/// them alone.
public final class Clip {

  private static final DataFormat FORMAT = new DataFormat("application/x-peerscope-device");

  private Clip() {}

  /// Copies functions, each with all below it.
  public static void put(Platform platform, List<PciAddress> functions) {
    var content = new ClipboardContent();
    byte[] document =
        DocumentWriter.write(PeerscopeDocument.of(only(platform.topology(), platform, functions)));
    String roots = functions.stream().map(PciAddress::toString).collect(Collectors.joining(" "));
    content.put(FORMAT, roots + "\n" + new String(document, StandardCharsets.UTF_8));
    Clipboard.getSystemClipboard().setContent(content);
  }

  /// The devices and the ports right above them, which tell what is one device.
  private static Platform only(Topology topology, Platform platform, List<PciAddress> functions) {
    Map<PciAddress, PciFunction> kept = new TreeMap<>();
    Map<PciAddress, Parent> parents = new HashMap<>();
    for (PciAddress function : functions) {
      for (PciFunction each : Subtree.of(platform, function).functions()) {
        kept.put(each.address(), each);
        Parent parent = topology.parentOf(each.address());
        parents.put(each.address(), parent);
        if (parent instanceof Parent.Below(PciAddress bridge) && !kept.containsKey(bridge)) {
          kept.put(bridge, topology.at(bridge));
          parents.putIfAbsent(bridge, new Parent.RootBus(bridge.onBus()));
        }
      }
    }
    Map<PciAddress, PciAddress> physical = new HashMap<>();
    kept.keySet()
        .forEach(address ->
            topology
                .physicalFunctionOf(address)
                .filter(kept::containsKey)
                .ifPresent(of -> physical.put(address, of)));
    return Platform.of(
        TopologyBuilder.build(
            kept.values(), new ToldPlaces(parents, physical, Map.of()), new DiagnosticLog()));
  }

  /// The devices that are there; none where something else is.
  public static List<Subtree> of(Clipboard clipboard) {
    return clipboard.getContent(FORMAT) instanceof String text ? read(text) : List.of();
  }

  private static List<Subtree> read(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return List.of();
    }
    byte[] document = text.substring(end + 1).getBytes(StandardCharsets.UTF_8);
    Platform platform = DocumentReader.read("clipboard", document).document().platform();
    return Arrays.stream(text.substring(0, end).split(" "))
        .map(PciAddress::parse)
        .flatMap(Optional::stream)
        .filter(root -> platform.topology().find(root).isPresent())
        .map(root -> Subtree.of(platform, root))
        .toList();
  }
}
