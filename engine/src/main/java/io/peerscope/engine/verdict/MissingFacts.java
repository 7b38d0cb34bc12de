package io.peerscope.engine.verdict;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.MappedDma;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.PeerPermission;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.Travel;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Hop;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Gives a gate's reason the facts it rests on beyond those it names itself, so that they alone
/// suffice to repeat the answer.
final class MissingFacts {

  private MissingFacts() {}

  /// Every port on the way that was followed, what the client itself does with what it sends, who
  /// beside the way left it alone where that is a question, and the IOMMU where a bus address gets
  /// to it; and who vouches for the root complex where an answer gets there.
  ///
  /// @param rootComplex whether it forwards between the two; empty for a DMA to RAM
  static GateResult ofRouting(
      GateResult.Answered result,
      Platform platform,
      MappedDma dma,
      Travel travel,
      Optional<PeerPermission> rootComplex) {
    List<Evidence> facts = new ArrayList<>();
    Stream.of(
            Optional.of(travel.request()), travel.beyond(), travel.answer(), travel.answerBeyond())
        .flatMap(Optional::stream)
        .flatMap(route -> route.hops().stream())
        .map(MissingFacts::evidence)
        .forEach(facts::add);
    PciFunction client = platform.topology().at(dma.request().client());
    facts.addAll(PeerRedirect.of(client).evidence());
    facts.addAll(NeighboursOfTheWay.of(platform.topology(), dma, travel.request()));
    if (isByBusAddress(dma) && travel.request().outcome() instanceof AtRootComplex) {
      facts.add(iommu(platform));
    }
    boolean answersThere =
        travel.answer().filter(way -> way.outcome() instanceof AtRootComplex).isPresent();
    if (answersThere) {
      rootComplex.map(PeerPermission::reason).ifPresent(reason -> collect(reason, facts));
    }
    return completed(result, facts);
  }

  private static void collect(Reason reason, List<Evidence> facts) {
    facts.addAll(reason.evidence());
    reason.because().forEach(cause -> collect(cause, facts));
  }

  private static boolean isByBusAddress(MappedDma dma) {
    return dma.mapping() instanceof Mapping.Programmed programmed && programmed.how() == How.BUS;
  }

  private static Evidence evidence(Hop hop) {
    return new Evidence(
        hop.at().toString(), "routing", hop.decision().sentence(), hop.decision().rule());
  }

  /// IOMMU, mask and CPU address, where the mapping depends on them, and why hooks passed the page
  /// on to whoever mapped it.
  static GateResult ofMapping(
      GateResult.Answered result, Platform platform, MappedDma dma, Fact<Long> mask) {
    List<Evidence> passedOn = new ArrayList<>();
    dma.asked().forEach(answer -> collect(answer.reason(), passedOn));
    return completed(ofLastMapping(result, platform, dma, mask), passedOn);
  }

  private static GateResult.Answered ofLastMapping(
      GateResult.Answered result, Platform platform, MappedDma dma, Fact<Long> mask) {
    boolean byPermission =
        dma.mapping() instanceof Mapping.Failed failed && !failed.errno().equals("EIO");
    if (byPermission || result instanceof GateResult.Undetermined) {
      return result;
    }
    if (isByBusAddress(dma)) {
      return completed(result, offset(dma.page().page()));
    }
    List<Evidence> facts = new ArrayList<>(List.of(iommu(platform)));
    if (platform.iommu().ifKnown().filter(mode -> mode == IommuMode.TRANSLATED).isEmpty()) {
      facts.add(spell(dma.request().client().toString(), "DMA mask", mask.map(Hex::of)));
      cpuAddress(dma.page().page()).ifPresent(facts::add);
    }
    return completed(result, facts);
  }

  /// Whether the bus address is the CPU address too tells what becomes of it at the root complex,
  /// and of the wrong sign of old kernels.
  private static List<Evidence> offset(ResolvedPage page) {
    return page.physical().flatMap(_ -> cpuAddress(page)).stream().toList();
  }

  private static Evidence iommu(Platform platform) {
    return spell("iommu", "mode", platform.iommu().map(IommuMode::spelling));
  }

  private static Optional<Evidence> cpuAddress(ResolvedPage page) {
    return page instanceof ResolvedPage.Peer peer
        ? Optional.of(
            spell(
                peer.provider().toString(),
                "CPU address of BAR " + peer.bar(),
                peer.cpu().map(HostPhysicalAddress::toString)))
        : Optional.empty();
  }

  private static Evidence spell(String about, String name, Fact<String> value) {
    return switch (value) {
      case Known<String>(var text, var origin) ->
          new Evidence(about, name, text, origin.toString());
      case Unknown<String>(var why) -> new Evidence(about, name, "unknown", why);
    };
  }

  private static GateResult.Answered completed(GateResult.Answered result, List<Evidence> facts) {
    return switch (result) {
      case GateResult.Allowed(var reasons) -> new GateResult.Allowed(completed(reasons, facts));
      case GateResult.Refused(var reasons) -> new GateResult.Refused(completed(reasons, facts));
      case GateResult.Undetermined(var reasons) ->
          new GateResult.Undetermined(completed(reasons, facts));
    };
  }

  /// The first reason gets what none of them names yet.
  private static List<Reason> completed(List<Reason> reasons, List<Evidence> facts) {
    List<Evidence> missing =
        facts.stream()
            .filter(fact -> reasons.stream().noneMatch(reason -> names(reason, fact)))
            .distinct()
            .toList();
    List<Reason> completed = new ArrayList<>(reasons);
    Reason first = reasons.getFirst();
    List<Evidence> all = Stream.concat(first.evidence().stream(), missing.stream()).toList();
    completed.set(0, new Reason(first.text(), first.code(), all, first.because()));
    return completed;
  }

  private static boolean names(Reason reason, Evidence fact) {
    return reason.evidence().stream().anyMatch(other -> isSame(other, fact))
        || reason.because().stream().anyMatch(cause -> names(cause, fact));
  }

  private static boolean isSame(Evidence one, Evidence other) {
    return one.about().equals(other.about())
        && one.name().equals(other.name())
        && one.value().equals(other.value());
  }
}
