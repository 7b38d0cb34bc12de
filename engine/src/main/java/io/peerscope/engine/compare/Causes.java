package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds why a pair changed: first where its functions hang, then ACS on the way between them, then
/// the circumstances, tried one at a time on the machine of before.
final class Causes {

  private final Platform before;
  private final Platform after;
  private final LinuxP2pdma policyBefore;
  private final LinuxP2pdma policyAfter;
  private final List<Circumstance> circumstances;

  /// @param words `Linux 5.4 → 6.1`
  /// @param policy of the machine of before, under this one circumstance of after
  private record Circumstance(String words, LinuxP2pdma policy) {}

  Causes(Platform before, Platform after, LinuxP2pdma policyBefore, LinuxP2pdma policyAfter) {
    this.before = before;
    this.after = after;
    this.policyBefore = policyBefore;
    this.policyAfter = policyAfter;
    this.circumstances = circumstances();
  }

  private List<Circumstance> circumstances() {
    var found = new ArrayList<Circumstance>();
    add(found, "Linux", before.kernel(), after.kernel(), before.withKernel(after.kernel()));
    add(found, "CPU", before.cpu(), after.cpu(), before.withCpu(after.cpu()));
    add(found, "IOMMU", before.iommu(), after.iommu(), before.withIommu(after.iommu()));
    add(
        found,
        "platform",
        before.firmware(),
        after.firmware(),
        before.withFirmware(after.firmware()));
    return found;
  }

  private static <T> void add(
      List<Circumstance> found, String name, Fact<T> was, Fact<T> is, Platform with) {
    if (!was.ifKnown().equals(is.ifKnown())) {
      found.add(
          new Circumstance(
              "%s %s → %s".formatted(name, spell(was), spell(is)), new LinuxP2pdma(with)));
    }
  }

  private static String spell(Fact<?> fact) {
    return fact.ifKnown().map(Object::toString).orElse("unknown");
  }

  /// At least one.
  List<Cause> of(PciAddress provider, PciAddress client) {
    List<Cause> moved = moved(provider, client);
    if (!moved.isEmpty()) {
      return moved;
    }
    List<Cause> acs = acs(provider, client);
    return acs.isEmpty() ? List.of(circumstance(provider, client)) : acs;
  }

  // --- hierarchy

  private List<Cause> moved(PciAddress provider, PciAddress client) {
    return List.copyOf(
        Stream.of(provider, client)
            .flatMap(function -> moved(function).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /// The lowest function of the chain that hangs elsewhere.
  private Optional<Cause> moved(PciAddress function) {
    return before.topology().upstreamPath(function).functions().stream()
        .filter(at -> after.topology().find(at).isPresent())
        .filter(at -> !where(before, at).equals(where(after, at)))
        .findFirst()
        .map(at ->
            new Cause(
                Cause.MOVED,
                "%s was %s and is %s".formatted(at, where(before, at), where(after, at)),
                List.of(at)));
  }

  private static String where(Platform platform, PciAddress function) {
    return switch (platform.topology().parentOf(function)) {
      case Parent.Below(var bridge) -> "below " + bridge;
      case Parent.RootBus(var bus) -> "on root bus " + bus;
      case Parent.Untold _ -> "at no place that is told";
    };
  }

  // --- ACS

  private List<Cause> acs(PciAddress provider, PciAddress client) {
    return between(before.topology(), provider, client).stream()
        .flatMap(function -> acsChange(function).stream())
        .toList();
  }

  /// Both chains up to the bridge that they share, and that one; none where they share no bridge.
  private static List<PciAddress> between(
      Topology topology, PciAddress provider, PciAddress client) {
    List<PciAddress> one = topology.upstreamPath(provider).functions();
    List<PciAddress> other = topology.upstreamPath(client).functions();
    Set<PciAddress> above = new LinkedHashSet<>(other);
    Optional<PciAddress> common = one.stream().filter(above::contains).findFirst();
    if (common.isEmpty()) {
      return List.of();
    }
    var way = new ArrayList<PciAddress>(one.subList(0, one.indexOf(common.get()) + 1));
    way.addAll(other.subList(0, other.indexOf(common.get())));
    return way;
  }

  private Optional<Cause> acsChange(PciAddress address) {
    Optional<PciFunction> now = after.topology().find(address);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    PeerRedirect was = PeerRedirect.of(before.topology().at(address));
    PeerRedirect is = PeerRedirect.of(now.get());
    if (was.state() == is.state()) {
      return Optional.empty();
    }
    return Optional.of(new Cause(Cause.ACS, acsWords(address, was, is), List.of(address)));
  }

  private static String acsWords(PciAddress address, PeerRedirect was, PeerRedirect is) {
    if (is.state() == State.ON) {
      return "ACS %s on %s".formatted(bits(is), address);
    }
    if (is.state() == State.UNTOLD) {
      return "ACS of %s is not told any more".formatted(address);
    }
    return was.state() == State.ON
        ? "no ACS %s on %s any more".formatted(bits(was), address)
        : "ACS of %s is told now: it redirects nothing".formatted(address);
  }

  private static String bits(PeerRedirect redirect) {
    return redirect.evidence().stream()
        .map(Evidence::name)
        .map(name -> name.replace("ACSCtl.", ""))
        .collect(Collectors.joining(" and "));
  }

  // --- circumstances

  /// The one that alone makes the answer of after out of that of before; else all of them together.
  private Cause circumstance(PciAddress provider, PciAddress client) {
    var is = policyAfter.decide(provider, client);
    Optional<P2pMapType> type = is.type().ifKnown();
    List<String> enough =
        circumstances.stream()
            .filter(one -> one.policy.decide(provider, client).type().ifKnown().equals(type))
            .map(Circumstance::words)
            .toList();
    String sentence = is.reason().text();
    if (enough.isEmpty() && circumstances.isEmpty()) {
      String was = policyBefore.decide(provider, client).reason().text();
      return new Cause(Cause.OTHER, "%s (before: %s)".formatted(sentence, was), List.of());
    }
    String words =
        enough.isEmpty()
            ? circumstances.stream().map(Circumstance::words).collect(Collectors.joining(" and "))
            : String.join(" or ", enough);
    return new Cause(Cause.CIRCUMSTANCES, words + ": " + sentence, List.of());
  }
}
