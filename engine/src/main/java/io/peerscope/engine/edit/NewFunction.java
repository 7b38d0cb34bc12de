package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.PortType;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.PartFunction.PartBar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a function out of a row of the catalogue: facts, and the registers that say the same.
final class NewFunction {

  static final int EXPRESS = 0x40;
  static final int FIRST_EXTENDED = 0x100;
  private static final int ACS_SIZE = 0x40;
  private static final String NOT_RUN = "no operating system has run on it";
  private static final String NOT_YET = "it has no address yet";

  private NewFunction() {}

  static PciFunction of(
      PartFunction part, PciAddress address, Optional<BridgeBuses> buses, boolean multiFunction) {
    return new PciFunction(
        address,
        part.kind(),
        fact(part, part.id(), "the part stands for many"),
        fact(part, part.classCode(), "the part stands for many"),
        "",
        part.name(),
        Origins.allocated(buses),
        part.bars().stream().map(bar -> bar(part, bar)).toList(),
        buses.isPresent() ? closedWindows() : List.of(),
        capabilities(part),
        NewRegisters.of(part, buses, multiFunction),
        SystemFacts.unknown(NOT_RUN),
        part.row());
  }

  private static <T> Fact<T> fact(PartFunction part, Optional<T> value, String why) {
    return value.map(known -> Fact.known(known, part.row())).orElseGet(() -> Fact.unknown(why));
  }

  private static Bar bar(PartFunction part, PartBar bar) {
    return new Bar(
        bar.index(),
        bar.kind(),
        bar.prefetchable(),
        Fact.unknown(bar.kind().isMemory() ? NOT_YET : "I/O addresses are not allocated"),
        Fact.unknown(NOT_YET),
        Fact.known(bar.size(), part.row()),
        BarState.UNASSIGNED);
  }

  private static List<BridgeWindow> closedWindows() {
    return List.of(
        new BridgeWindow(WindowKind.IO, Origins.allocated(Optional.empty())),
        new BridgeWindow(WindowKind.MEMORY, Origins.allocated(Optional.empty())),
        new BridgeWindow(WindowKind.PREFETCHABLE, Origins.allocated(Optional.empty())));
  }

  private static Capabilities capabilities(PartFunction part) {
    List<Capability> all = new ArrayList<>();
    portType(part.kind()).ifPresent(type -> all.add(express(part, type)));
    int offset = FIRST_EXTENDED;
    if (part.acs().isPresent()) {
      all.add(acs(part, offset, part.acs().getAsInt()));
      offset += ACS_SIZE;
    }
    int sriov = offset;
    part.virtualFunctions().ifPresent(virtual -> all.add(sriov(part, sriov, virtual)));
    return new Capabilities(all, Optional.empty(), Optional.empty());
  }

  private static PciExpress express(PartFunction part, PortType type) {
    Fact<Link> link = fact(part, part.link(), "the part has no link");
    return new PciExpress(
        EXPRESS,
        Optional.of(type),
        part.slot(),
        link,
        link,
        Fact.known(0, part.row()),
        AtomicOps.unknown("the catalogue does not tell"));
  }

  private static AccessControlServices acs(PartFunction part, int offset, int supported) {
    return new AccessControlServices(
        offset,
        Fact.known(supported, part.row()),
        Fact.known(0, part.row()),
        Fact.unknown("egress control is not supported"));
  }

  private static SingleRootIov sriov(
      PartFunction part, int offset, PartFunction.VirtualFunctions virtual) {
    return new SingleRootIov(
        offset,
        Fact.known(virtual.total(), part.row()),
        Fact.known(0, part.row()),
        Fact.known(virtual.offset(), part.row()),
        Fact.known(virtual.stride(), part.row()),
        Fact.known(virtual.device(), part.row()));
  }

  /// The Device/Port Type of a kind that has one.
  static Optional<PortType> portType(FunctionKind kind) {
    for (PortType type : PortType.values()) {
      if (FunctionKind.of(type) == kind) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
