package io.peerscope.engine.routing;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RouteOutcome.Misrouted;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// Claims of a request: functions by their BARs, bridges by their windows.
///
/// Where a window is not told, a bridge is taken to claim exactly what a BAR below it holds: an
/// operating system opens the windows above every BAR it assigns. For an address that nobody
/// vouches for, that leaves open whether the bridge claims it.
final class AddressClaims implements Claims {

  private final TopologyGraph graph;
  private final BusDecoder decoder;
  private final Tlp tlp;
  private final List<BusDecoder.Hit> hits;

  /// @param top the hierarchy that the TLP is in
  AddressClaims(TopologyGraph graph, BusDecoder decoder, Waypoint top, Tlp tlp) {
    this.graph = graph;
    this.decoder = decoder;
    this.tlp = tlp;
    this.hits =
        tlp.address()
            .ifKnown()
            .map(address -> decoder.holding(top, address.value(), tlp.kind().isIo()))
            .orElse(List.of());
  }

  @Override
  public Optional<Claim> claimOf(PciFunction function) {
    Optional<Claim> own =
        tlp.address() instanceof Known<BusAddress> ? ofBars(function) : ofMeant(function);
    return own.isPresent() || !function.kind().isBridge() ? own : ofBridge(function);
  }

  private Optional<Claim> ofMeant(PciFunction function) {
    return isMeant(function.address())
        ? Optional.of(new Claim.ByName("it is the one that is meant", "the address is not told"))
        : Optional.empty();
  }

  private Optional<Claim> ofBars(PciFunction function) {
    for (BusDecoder.Hit hit : hits) {
      if (hit.function().address().equals(function.address())) {
        return ofHit(hit);
      }
    }
    boolean matters = isMeant(function.address()) || tlp.aim() instanceof Aim.Anything;
    return matters && decoder.hasUntold(function.address(), tlp.kind().isIo())
        ? Optional.of(
            unsure(
                function,
                "bar-address-unknown",
                "the bus address of a BAR of %s is not told".formatted(function.address()),
                "BAR"))
        : Optional.empty();
  }

  private Optional<Claim> ofHit(BusDecoder.Hit hit) {
    if (hit.sure() || isMeant(hit.function().address())) {
      return Optional.of(new Claim.ByBar(hit.bar().index(), hit.range()));
    }
    return tlp.aim() instanceof Aim.Anything
        ? Optional.of(
            unsure(
                hit.function(),
                "bar-size-unknown",
                "whether BAR %d of %s reaches to the address is not told"
                    .formatted(hit.bar().index(), hit.function().address()),
                "BAR %d size".formatted(hit.bar().index())))
        : Optional.empty();
  }

  private Optional<Claim> ofBridge(PciFunction bridge) {
    if (!(tlp.address() instanceof Known<BusAddress>(var address, _))) {
      return tlp.aim() instanceof Aim.Device(var meant)
          ? byPlace(meant, bridge, "the bus address is not told")
          : Optional.empty();
    }
    int told = 0;
    for (BridgeWindow window : bridge.windows()) {
      if (isAsked(window.kind())
          && window.range() instanceof Known<Optional<AddressRange>>(var range, _)) {
        told++;
        if (range.isPresent() && range.get().contains(address.value())) {
          return Optional.of(new Claim.ByWindow(window.kind(), range.get()));
        }
      }
    }
    return told >= windowsAsked() ? Optional.empty() : withoutWindows(bridge);
  }

  private boolean isAsked(WindowKind kind) {
    return (kind == WindowKind.IO) == tlp.kind().isIo();
  }

  /// A bridge has one window for I/O, one for memory and one for prefetchable memory.
  private int windowsAsked() {
    return tlp.kind().isIo() ? 1 : 2;
  }

  private Optional<Claim> withoutWindows(PciFunction bridge) {
    for (BusDecoder.Hit hit : hits) {
      PciAddress holder = hit.function().address();
      Optional<Claim> byPlace = byPlace(holder, bridge, "its windows are not told");
      if ((hit.sure() || isMeant(holder)) && byPlace.isPresent()) {
        return byPlace;
      }
    }
    boolean open =
        switch (tlp.aim()) {
          case Aim.Anything _ -> true;
          case Aim.NoDevice _ -> false;
          case Aim.Device(var meant) ->
              decoder.hasUntold(meant, tlp.kind().isIo())
                  && graph.isAtOrBelow(meant, bridge.address());
        };
    return open
        ? Optional.of(
            unsure(
                bridge,
                "window-unknown",
                "whether a window of %s holds the address is not told".formatted(bridge.address()),
                "windows"))
        : Optional.empty();
  }

  private Optional<Claim> byPlace(PciAddress below, PciFunction bridge, String why) {
    return graph.isAtOrBelow(below, bridge.address())
        ? Optional.of(new Claim.ByPlace(below, why))
        : Optional.empty();
  }

  private boolean isMeant(PciAddress function) {
    return tlp.aim() instanceof Aim.Device(var meant) && meant.equals(function);
  }

  private static Claim unsure(PciFunction function, String code, String text, String what) {
    return new Claim.Unsure(
        Reason.of(
            code, text, new Evidence(function.address().toString(), what, "unknown", "not told")));
  }

  @Override
  public RouteOutcome arrival(PciFunction function, Claim claim) {
    PciAddress at = function.address();
    if (tlp.addressType() == AddressType.TRANSLATION_REQUEST) {
      return new Undetermined(
          new Waypoint.AtFunction(at),
          Reason.of(
              "translation-request",
              "only the root complex answers translation requests; what %s does with one the"
                      .formatted(at)
                  + " specification leaves open"));
    }
    return isMeant(at) ? new Delivered(at) : new Misrouted(at, misrouted(function, claim));
  }

  private Reason misrouted(PciFunction function, Claim claim) {
    String meant =
        tlp.aim() instanceof Aim.Device(var other)
            ? "%s was meant".formatted(other)
            : "no device was meant";
    return Reason.of(
        "misrouted",
        "%s takes it, for %s, and %s".formatted(function.address(), claim.words(), meant),
        new Evidence(function.address().toString(), "BAR", claim.rule(), "address routing"));
  }
}
