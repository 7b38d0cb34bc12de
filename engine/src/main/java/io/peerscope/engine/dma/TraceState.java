package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How things stand after some steps of a DMA: a value of the steps alone, however one came there.
///
///     before(client) → after(step 1) → … → after(step k)  =  at(steps, client, k)
///
/// @param done how many steps are over
/// @param phase the part of the DMA that one is in
/// @param packet where the packet is; at the client until it is sent
/// @param tlp name and size of the TLP; empty before there is one
/// @param carried the address it carries; before there is a packet, what is known of the page
/// @param replaced the address that the last step put another one in the place of
/// @param seen every address so far, each once, in the order of first sight
/// @param passed every place the packet has been at, each once
/// @param asked every place whose hook was asked
/// @param walked the entries of page tables that were read
public record TraceState(
    int done,
    TracePhase phase,
    Place packet,
    String tlp,
    Optional<Address> carried,
    Optional<Address> replaced,
    List<Address> seen,
    List<Place> passed,
    List<Place> asked,
    List<PageWalk> walked) {

  public TraceState {
    seen = List.copyOf(seen);
    passed = List.copyOf(passed);
    asked = List.copyOf(asked);
    walked = List.copyOf(walked);
  }

  /// Before anything happened.
  public static TraceState before(PciAddress client) {
    return new TraceState(
        0,
        TracePhase.MAPPING,
        new Place.AtFunction(client),
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// After the step of an index, from 0; before all of them for -1.
  public static TraceState at(List<DmaStep> steps, PciAddress client, int index) {
    TraceState state = before(client);
    for (DmaStep step : steps.subList(0, Math.clamp(index + 1L, 0, steps.size()))) {
      state = state.after(step);
    }
    return state;
  }

  /// After one more step.
  public TraceState after(DmaStep step) {
    TracePhase newPhase = TracePhase.of(step.event());
    boolean underWay = !step.tlp().isEmpty();
    Place newPacket = underWay ? step.at() : packet;
    return new TraceState(
        done + 1,
        newPhase,
        newPacket,
        step.tlp(),
        step.carried(),
        step.translatedTo().flatMap(_ -> step.address()),
        with(with(seen, step.address()), step.translatedTo()),
        underWay ? with(passed, Optional.of(newPacket)) : passed,
        isAsked(step) ? with(asked, Optional.of(step.at())) : asked,
        withWalk(step));
  }

  private static boolean isAsked(DmaStep step) {
    return step.event() == StepEvent.TRANSLATOR || step.event() == StepEvent.HOOK;
  }

  private List<PageWalk> withWalk(DmaStep step) {
    List<PageWalk> longer = new ArrayList<>(walked);
    step.walk().ifPresent(longer::add);
    return longer;
  }

  private static <T> List<T> with(List<T> list, Optional<T> one) {
    List<T> longer = new ArrayList<>(list);
    one.filter(it -> !list.contains(it)).ifPresent(longer::add);
    return longer;
  }
}
