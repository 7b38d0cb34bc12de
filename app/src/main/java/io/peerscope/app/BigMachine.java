package io.peerscope.app;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.AddSwitch;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.PasteSubtree;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// Draws a machine of thousands of functions, of which the picture folds none: domains with seven
/// root ports, each with a switch over sixteen cards of four kinds. For rehearsals and
/// measurements.
public final class BigMachine {

  private static final int SWITCHES = 7;
  private static final int PORTS = 16;
  private static final List<String> CARDS =
      List.of("gpu-h100-pcie", "nic-connectx-7", "nvme-pm9a3", "accelerator-xilinx");

  private Platform platform = Platform.of(Topology.empty());

  private BigMachine() {}

  /// A machine of about as many functions: the domain that reaches the number is the last.
  public static Platform ofFunctions(int count) {
    var machine = new BigMachine();
    Subtree tree = machine.drawDomain(new PciBus(0, 0));
    for (int domain = 1; machine.platform.topology().size() < count; domain++) {
      machine.copyDomain(new PciBus(domain, 0), tree, count);
    }
    return machine.platform;
  }

  private Subtree drawDomain(PciBus bus) {
    make(new AddHostBridge(Optional.of(bus), part("intel-xeon")));
    PciAddress port = make(new AddRootPort(bus, part("root-port-gen5"))).getFirst();
    List<PciAddress> ports =
        make(new AddSwitch(new Place.Below(port), part("switch-gen5"), PORTS))
            .subList(1, 1 + PORTS);
    for (int n = 0; n < PORTS; n++) {
      make(new AddPart(new Place.Below(ports.get(n)), part(CARDS.get(n % CARDS.size()))));
    }
    return Subtree.of(platform, port);
  }

  private void copyDomain(PciBus bus, Subtree tree, int count) {
    make(new AddHostBridge(Optional.of(bus), part("intel-xeon")));
    for (int n = 0; n < SWITCHES && platform.topology().size() < count; n++) {
      make(new PasteSubtree(tree, new Place.OnRootBus(bus)));
    }
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  private List<PciAddress> make(PlatformEdit edit) {
    return switch (edit.applyTo(platform)) {
      case EditResult.Applied applied -> {
        platform = applied.platform();
        yield applied.added();
      }
      case EditResult.Rejected rejected -> throw new IllegalStateException(rejected.reason());
    };
  }
}
