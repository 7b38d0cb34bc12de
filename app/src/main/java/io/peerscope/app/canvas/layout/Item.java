package io.peerscope.app.canvas.layout;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.List;

/// Something with a place in the picture.
public sealed interface Item {

  Box box();

  /// A host bridge: a tall bar at the root edge, and the CPU and RAM behind it.
  record HostBridgeBar(PciBus bus, Box box, Box memory) implements Item {

    /// Where lines run along the bar, beside its name.
    public double lineX() {
      return box.right() - 8;
    }
  }

  /// A switch: its upstream port at the left, downstream ports at the right, a bus in between.
  ///
  /// @param busX where the internal bus runs
  /// @param busTop upper end of the internal bus
  /// @param busBottom lower end of the internal bus
  /// @param ports number of downstream ports
  record SwitchBox(
      PciAddress upstream, Box box, double busX, double busTop, double busBottom, int ports)
      implements Item {}

  /// A port or a bridge.
  record PortChip(PciAddress address, Box box) implements Item {}

  /// Any other function.
  ///
  /// @param compact whether there is room for one line only
  record FunctionCard(PciAddress address, Box box, boolean compact) implements Item {}

  /// A group of siblings that stand as one.
  ///
  /// @param members what is folded: functions, or the bridges above like subtrees
  /// @param open whether the members are drawn below or beside it
  record FoldCard(FoldKind kind, FoldKey key, Box box, List<PciAddress> members, boolean open)
      implements Item {
    public FoldCard {
      members = List.copyOf(members);
    }
  }

  /// A frame around what belongs together.
  record Frame(FrameKind kind, String title, Box box) implements Item {}
}
