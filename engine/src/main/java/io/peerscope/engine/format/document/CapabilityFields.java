package io.peerscope.engine.format.document;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.config.KnownBits;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.format.document.JsonValue.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Reads capability lists. An offset alone stands for what the dumped registers say there.
final class CapabilityFields {

  private CapabilityFields() {}

  /// @param registers what the registers say
  static Capabilities read(FieldReader from, Supplier<Capabilities> registers) {
    var derived = new Derived(registers);
    List<Capability> all = new ArrayList<>();
    for (JsonValue each : from.list("list")) {
      switch (each) {
        case JsonValue.Text(var offset) ->
            at(offset, derived.get())
                .ifPresentOrElse(
                    all::add,
                    () ->
                        from.warn(
                            "bad-value",
                            "the registers have no capability at \"%s\"".formatted(offset)));
        case Members members ->
            from.member(nameOf(members), members)
                .flatMap(CapabilityFields::capability)
                .ifPresent(all::add);
        default -> from.warn("bad-value", "an entry of the capability list is no capability");
      }
    }
    var capabilities =
        new Capabilities(
            all,
            from.value("standardMissing", Values::string),
            from.value("extendedMissing", Values::string));
    from.finish();
    return capabilities;
  }

  /// What the registers say, worked out when it is asked for.
  private static final class Derived {

    private final Supplier<Capabilities> registers;
    private Optional<Capabilities> known = Optional.empty();

    Derived(Supplier<Capabilities> registers) {
      this.registers = registers;
    }

    Capabilities get() {
      if (known.isEmpty()) {
        known = Optional.of(registers.get());
      }
      return known.get();
    }
  }

  private static String nameOf(Members members) {
    return members.fields().get("offset") instanceof JsonValue.Text(var offset) ? offset : "?";
  }

  private static Optional<Capability> at(String offset, Capabilities derived) {
    return derived.all().stream()
        .filter(each -> CapabilityWriter.spell(each.offset()).equals(offset))
        .findFirst();
  }

  private static Optional<Capability> capability(FieldReader from) {
    Optional<Integer> offset = from.required("offset", CapabilityFields::offset);
    Optional<String> type = from.required("type", Values::string);
    if (offset.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    int at = offset.get();
    Optional<Capability> capability =
        switch (type.get()) {
          case "pci-express" -> Optional.of(express(at, from));
          case "acs" -> Optional.of(acs(at, from));
          case "sr-iov" -> Optional.of(sriov(at, from));
          case "ari" -> Optional.of(ari(at, from));
          case "other" -> Optional.of(other(at, from));
          default -> {
            from.warn(
                "bad-value", "a capability of type \"%s\" is not known".formatted(type.get()));
            yield Optional.empty();
          }
        };
    from.finish();
    return capability;
  }

  private static int offset(JsonValue value) {
    int offset = Integer.parseInt(Values.string(value), 16);
    if (offset < 0 || offset > 0xfff) {
      throw new IllegalArgumentException("%x is not an offset".formatted(offset));
    }
    return offset;
  }

  private static PciExpress express(int offset, FieldReader from) {
    return new PciExpress(
        offset,
        from.value("port", CapabilityWriter.TYPES::read),
        from.value("slot", Values::flag).orElse(false),
        from.fact("maximum", Values::link),
        from.fact("current", Values::link),
        from.fact("portNumber", value -> Values.integer(value, 0xff)),
        from.object("atomicOps")
            .map(CapabilityFields::atomicOps)
            .orElseGet(() -> AtomicOps.unknown("the document does not tell")));
  }

  private static AtomicOps atomicOps(FieldReader from) {
    var atomics =
        new AtomicOps(
            from.fact("routed", Values::flag),
            from.fact("completes32", Values::flag),
            from.fact("completes64", Values::flag),
            from.fact("completes128", Values::flag),
            from.fact("requests", Values::flag),
            from.fact("egressBlocked", Values::flag));
    from.finish();
    return atomics;
  }

  private static AccessControlServices acs(int offset, FieldReader from) {
    var plain =
        new AccessControlServices(
            offset,
            from.fact("supported", Values::word),
            from.fact("control", Values::word),
            from.<Bytes>fact("egressVector", Values::bytes));
    Optional<KnownBits> partly = from.object("partly").flatMap(CapabilityFields::partly);
    return new AccessControlServices(
        offset,
        plain.supported(),
        plain.control(),
        plain.egressVector(),
        partly,
        from.has("enhanced")
            ? from.fact("enhanced", CapabilityFields::enhanced)
            : plain.enhanced());
  }

  private static Optional<KnownBits> partly(FieldReader from) {
    Optional<KnownBits> bits =
        from.made(fields ->
            new KnownBits(
                fields.required("mask", Values::word).orElse(0),
                fields.required("value", Values::word).orElse(0),
                fields.origin()));
    from.finish();
    return bits;
  }

  private static EnhancedAcs enhanced(JsonValue value) {
    if (!(value instanceof Members(var fields, _)) || fields.size() != 4) {
      throw new IllegalArgumentException("it is not four controls");
    }
    return new EnhancedAcs(
        Values.flag(fields.getOrDefault("ioRequestsBlocked", JsonValue.Word.NULL)),
        CapabilityWriter.ACCESS.read(
            fields.getOrDefault("downstreamPortMemory", JsonValue.Word.NULL)),
        CapabilityWriter.ACCESS.read(
            fields.getOrDefault("upstreamPortMemory", JsonValue.Word.NULL)),
        Values.flag(fields.getOrDefault("unclaimedRedirected", JsonValue.Word.NULL)));
  }

  private static SingleRootIov sriov(int offset, FieldReader from) {
    return new SingleRootIov(
        offset,
        from.fact("totalVfs", Values::halfWord),
        from.fact("numVfs", Values::halfWord),
        from.fact("vfOffset", Values::halfWord),
        from.fact("vfStride", Values::halfWord),
        from.fact("vfDevice", Values::word));
  }

  private static AlternativeRoutingId ari(int offset, FieldReader from) {
    return new AlternativeRoutingId(
        offset,
        from.fact("acsGroupsEnabled", Values::flag),
        from.fact("functionGroup", value -> Values.integer(value, 7)));
  }

  private static UnknownCapability other(int offset, FieldReader from) {
    Optional<Integer> id = from.value("id", value -> Integer.parseInt(Values.string(value), 16));
    return new UnknownCapability(
        offset,
        id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty(),
        from.text("title"),
        from.value("bytes", Values::bytes).orElseGet(() -> Bytes.of(new byte[0])));
  }
}
