package io.peerscope.engine.format.lspcitree;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.Optional;

/// A column of a drawing at which lines branch off.
///
///     -[0000:00]-+-00.0          column 11: devices of bus 00
///                \-02.0-[01-04]--
///
/// @param column column of its first `+`
/// @param bus the bus whose devices branch off; empty where root buses do, or those of a bridge
/// @param bridge the bridge above; empty on a root bus
record Branch(int column, Optional<PciBus> bus, Optional<PciAddress> bridge) {}
