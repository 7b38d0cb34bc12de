package io.peerscope.engine.edit;

import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.FunctionKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One function of a [Part], as the part shows it after reset.
///
/// @param kind what it is
/// @param id vendor and device id; empty for a part that stands for many
/// @param classCode what it is for
/// @param name vendor and device in words
/// @param link the fastest and widest its link can be
/// @param slot whether the port has a slot
/// @param bars what it decodes
/// @param acs the ACS Capability word
/// @param virtualFunctions its SR-IOV capability
/// @param source where the facts are from
/// @param row the row of the catalogue
public record PartFunction(
    FunctionKind kind,
    Optional<VendorDevice> id,
    Optional<ClassCode> classCode,
    String name,
    Optional<Link> link,
    boolean slot,
    List<PartBar> bars,
    OptionalInt acs,
    Optional<VirtualFunctions> virtualFunctions,
    String source,
    SourcePosition row) {

  /// A BAR of a part.
  public record PartBar(int index, BarKind kind, boolean prefetchable, long size) {}

  /// An SR-IOV capability of a part.
  public record VirtualFunctions(int total, int offset, int stride, int device) {}

  public PartFunction {
    bars = List.copyOf(bars);
  }
}
