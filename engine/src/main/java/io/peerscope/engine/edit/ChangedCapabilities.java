package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.SetConfigByte.changed;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import java.util.List;
import java.util.Optional;

/// What a changed byte makes of the capabilities: each fact keeps where it was read while its
/// register says the same.
///
/// @param was both lists as the bytes showed them
/// @param now both lists as they show them with the changed byte
record ChangedCapabilities(Capabilities was, Capabilities now) {

  /// @throws Refusal when the lists themselves would be others
  Capabilities over(Capabilities before) {
    if (was.equals(now)) {
      return before;
    }
    if (!offsets(was).equals(offsets(now))) {
      throw new Refusal(
          "this byte links the capabilities; a capability is added and removed as a whole");
    }
    Capabilities changed = before;
    for (int at = 0; at < now.all().size(); at++) {
      Capability old = was.all().get(at);
      Capability read = now.all().get(at);
      Optional<Capability> told = at(before, read.offset());
      if (!read.equals(old) && told.isPresent()) {
        changed = changed.replace(told.get(), over(told.get(), old, read));
      }
    }
    return changed;
  }

  private static List<Integer> offsets(Capabilities capabilities) {
    return capabilities.all().stream().map(Capability::offset).toList();
  }

  private static Optional<Capability> at(Capabilities capabilities, int offset) {
    return capabilities.all().stream().filter(each -> each.offset() == offset).findFirst();
  }

  private static Capability over(Capability told, Capability old, Capability read) {
    if (!told.getClass().equals(read.getClass()) || !old.getClass().equals(read.getClass())) {
      throw new Refusal("this byte names the capability; it is added and removed as a whole");
    }
    return switch (read) {
      case PciExpress express -> over((PciExpress) told, (PciExpress) old, express);
      case AccessControlServices acs ->
          over((AccessControlServices) told, (AccessControlServices) old, acs);
      case SingleRootIov iov -> over((SingleRootIov) told, (SingleRootIov) old, iov);
      case AlternativeRoutingId ari ->
          over((AlternativeRoutingId) told, (AlternativeRoutingId) old, ari);
      case UnknownCapability unknown ->
          new UnknownCapability(
              unknown.offset(), unknown.id(), ((UnknownCapability) told).title(), unknown.bytes());
    };
  }

  private static PciExpress over(PciExpress told, PciExpress old, PciExpress read) {
    if (!old.type().equals(read.type())) {
      throw new Refusal("the Device/Port Type of a function comes with its part");
    }
    return new PciExpress(
        read.offset(),
        told.type(),
        read.slot(),
        changed(old.maximum(), read.maximum(), told.maximum()),
        changed(old.current(), read.current(), told.current()),
        changed(old.portNumber(), read.portNumber(), told.portNumber()),
        over(told.atomicOps(), old.atomicOps(), read.atomicOps()));
  }

  private static AtomicOps over(AtomicOps told, AtomicOps old, AtomicOps read) {
    return new AtomicOps(
        changed(old.routed(), read.routed(), told.routed()),
        changed(old.completes32(), read.completes32(), told.completes32()),
        changed(old.completes64(), read.completes64(), told.completes64()),
        changed(old.completes128(), read.completes128(), told.completes128()),
        changed(old.requests(), read.requests(), told.requests()),
        changed(old.egressBlocked(), read.egressBlocked(), told.egressBlocked()));
  }

  private static AccessControlServices over(
      AccessControlServices told, AccessControlServices old, AccessControlServices read) {
    return new AccessControlServices(
        read.offset(),
        changed(old.supported(), read.supported(), told.supported()),
        changed(old.control(), read.control(), told.control()),
        changed(old.egressVector(), read.egressVector(), told.egressVector()),
        old.control().ifKnown().equals(read.control().ifKnown()) ? told.partly() : Optional.empty(),
        changed(old.enhanced(), read.enhanced(), told.enhanced()));
  }

  private static SingleRootIov over(SingleRootIov told, SingleRootIov old, SingleRootIov read) {
    if (!old.numVfs().ifKnown().equals(read.numVfs().ifKnown())) {
      throw new Refusal(
          "virtual functions are set as a number, because functions come and go with them");
    }
    return new SingleRootIov(
        read.offset(),
        changed(old.totalVfs(), read.totalVfs(), told.totalVfs()),
        told.numVfs(),
        changed(old.vfOffset(), read.vfOffset(), told.vfOffset()),
        changed(old.vfStride(), read.vfStride(), told.vfStride()),
        changed(old.vfDevice(), read.vfDevice(), told.vfDevice()));
  }

  private static AlternativeRoutingId over(
      AlternativeRoutingId told, AlternativeRoutingId old, AlternativeRoutingId read) {
    return new AlternativeRoutingId(
        read.offset(),
        changed(old.acsGroupsEnabled(), read.acsGroupsEnabled(), told.acsGroupsEnabled()),
        changed(old.functionGroup(), read.functionGroup(), told.functionGroup()));
  }
}
