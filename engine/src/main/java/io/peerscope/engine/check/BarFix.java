package io.peerscope.engine.check;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.topology.PciFunction;

/// What puts a BAR right that is in the wrong place.
final class BarFix {

  private BarFix() {}

  static PlatformEdit anotherAddress(PciFunction function, Bar bar) {
    return new ReleaseBar(function.address(), bar.index());
  }
}
