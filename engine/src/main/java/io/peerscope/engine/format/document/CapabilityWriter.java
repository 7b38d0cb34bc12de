package io.peerscope.engine.format.document;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.PortType;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.format.document.JsonValue.Text;
import java.util.ArrayList;
import java.util.List;

/// Writes capability lists. What follows from the dumped registers is only named by its offset.
final class CapabilityWriter {

  static final Words<PortType> TYPES = Words.of(PortType.values());
  static final Words<EnhancedAcs.TargetAccess> ACCESS = Words.of(EnhancedAcs.TargetAccess.values());

  private CapabilityWriter() {}

  /// @param derived what the registers say
  static Members write(FieldWriter to, Capabilities capabilities, Capabilities derived) {
    capabilities.standardMissing().ifPresent(why -> to.put("standardMissing", why));
    capabilities.extendedMissing().ifPresent(why -> to.put("extendedMissing", why));
    List<JsonValue> list = new ArrayList<>();
    for (Capability each : capabilities.all()) {
      list.add(
          derived.all().contains(each)
              ? new Text(spell(each.offset()))
              : write(to.part(spell(each.offset())), each));
    }
    return to.put("list", new Items(list)).done();
  }

  static String spell(int offset) {
    return Hex.padded(offset, 3);
  }

  private static Members write(FieldWriter to, Capability capability) {
    to.put("offset", spell(capability.offset()));
    return switch (capability) {
      case PciExpress express -> express(to.put("type", "pci-express"), express).done();
      case AccessControlServices acs -> acs(to.put("type", "acs"), acs).done();
      case SingleRootIov sriov -> sriov(to.put("type", "sr-iov"), sriov).done();
      case AlternativeRoutingId ari -> ari(to.put("type", "ari"), ari).done();
      case UnknownCapability other -> other(to.put("type", "other"), other).done();
    };
  }

  private static FieldWriter express(FieldWriter to, PciExpress express) {
    express.type().ifPresent(type -> to.put("port", TYPES.write(type)));
    to.put("slot", JsonValue.Word.of(express.slot()));
    to.fact("maximum", express.maximum(), Values::toLink);
    to.fact("current", express.current(), Values::toLink);
    to.fact("portNumber", express.portNumber(), Values::number);
    return to.put("atomicOps", atomicOps(to.part("atomicOps"), express.atomicOps()));
  }

  private static Members atomicOps(FieldWriter to, AtomicOps atomics) {
    return to.fact("routed", atomics.routed(), JsonValue.Word::of)
        .fact("completes32", atomics.completes32(), JsonValue.Word::of)
        .fact("completes64", atomics.completes64(), JsonValue.Word::of)
        .fact("completes128", atomics.completes128(), JsonValue.Word::of)
        .fact("requests", atomics.requests(), JsonValue.Word::of)
        .fact("egressBlocked", atomics.egressBlocked(), JsonValue.Word::of)
        .done();
  }

  private static FieldWriter acs(FieldWriter to, AccessControlServices acs) {
    to.fact("supported", acs.supported(), Values::toWord);
    to.fact("control", acs.control(), Values::toWord);
    to.fact("egressVector", acs.egressVector(), Values::text);
    acs.partly()
        .ifPresent(bits ->
            to.put(
                "partly",
                to.part("partly")
                    .put("mask", Values.toWord(bits.mask()))
                    .put("value", Values.toWord(bits.value()))
                    .origin(bits.origin())
                    .done()));
    return plain(acs).enhanced().equals(acs.enhanced())
        ? to
        : to.fact("enhanced", acs.enhanced(), CapabilityWriter::enhanced);
  }

  /// The same words, as registers would be read.
  private static AccessControlServices plain(AccessControlServices acs) {
    return new AccessControlServices(
        acs.offset(), acs.supported(), acs.control(), acs.egressVector());
  }

  private static JsonValue enhanced(EnhancedAcs enhanced) {
    return new FieldWriter(UnknownFields.none(), "", "")
        .put("ioRequestsBlocked", JsonValue.Word.of(enhanced.ioRequestsBlocked()))
        .put("downstreamPortMemory", ACCESS.write(enhanced.downstreamPortMemory()))
        .put("upstreamPortMemory", ACCESS.write(enhanced.upstreamPortMemory()))
        .put("unclaimedRedirected", JsonValue.Word.of(enhanced.unclaimedRedirected()))
        .done();
  }

  private static FieldWriter sriov(FieldWriter to, SingleRootIov sriov) {
    return to.fact("totalVfs", sriov.totalVfs(), Values::number)
        .fact("numVfs", sriov.numVfs(), Values::number)
        .fact("vfOffset", sriov.vfOffset(), Values::number)
        .fact("vfStride", sriov.vfStride(), Values::number)
        .fact("vfDevice", sriov.vfDevice(), Values::toWord);
  }

  private static FieldWriter ari(FieldWriter to, AlternativeRoutingId ari) {
    return to.fact("acsGroupsEnabled", ari.acsGroupsEnabled(), JsonValue.Word::of)
        .fact("functionGroup", ari.functionGroup(), Values::number);
  }

  private static FieldWriter other(FieldWriter to, UnknownCapability other) {
    other.id().ifPresent(id -> to.put("id", Hex.padded(id, 4)));
    return to.putText("title", other.title()).putText("bytes", other.bytes().toString());
  }
}
