package io.peerscope.engine.remedy;

import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a refusal teaches.
///
/// @param culprits where it is refused: ports whose registers say so, or both host bridges of a
///   border
/// @param rule the rule in one sentence
/// @param source where the rule is written
/// @param crossing for a border between host bridges: why reads differ from writes; empty otherwise
/// @param changes what would have to be different, the mildest first
public record Lesson(
    List<Place> culprits,
    String rule,
    String source,
    Optional<Rule> crossing,
    List<Change> changes) {

  private static final String READS = "crossing-reads";

  /// A rule and where it is written.
  public record Rule(String sentence, String source) {}

  private static final Map<String, Rule> RULES = read();

  public Lesson {
    culprits = List.copyOf(culprits);
    changes = List.copyOf(changes);
  }

  private static Map<String, Rule> read() {
    Map<String, Rule> rules = new TreeMap<>();
    DataTable.read(Lesson.class, "lessons.tsv", 3)
        .forEach(row -> rules.put(row.at(0), new Rule(row.at(1), row.at(2))));
    return rules;
  }

  /// The lesson of a refusal; empty for what is not refused.
  ///
  /// @param platform the machine that the verdict is about
  public static Optional<Lesson> of(Platform platform, Verdict verdict) {
    if (verdict.outcome() != Outcome.REFUSED) {
      return Optional.empty();
    }
    List<Reason> refusing = refusing(verdict);
    Rule rule = ruleOf(refusing);
    boolean crosses = border(platform, verdict).size() == 2;
    return Optional.of(
        new Lesson(
            culprits(platform, verdict, refusing),
            rule.sentence(),
            rule.source(),
            crosses ? Optional.ofNullable(RULES.get(READS)) : Optional.empty(),
            Remedies.of(platform, verdict)));
  }

  /// Kernel policy speaks first, as in the summary.
  private static List<Reason> refusing(Verdict verdict) {
    return Stream.of(Gate.POLICY, Gate.MAPPING, Gate.ROUTING, Gate.DRIVER, Gate.LIBRARY)
        .map(verdict.gates()::get)
        .filter(GateResult.Refused.class::isInstance)
        .map(GateResult.Refused.class::cast)
        .flatMap(refused -> refused.reasons().stream())
        .toList();
  }

  /// The rule behind the first reason that has one, else the reason itself.
  private static Rule ruleOf(List<Reason> refusing) {
    return refusing.stream()
        .flatMap(Lesson::withCauses)
        .flatMap(reason -> Optional.ofNullable(RULES.get(reason.code())).stream())
        .findFirst()
        .orElseGet(() -> own(refusing));
  }

  private static Rule own(List<Reason> refusing) {
    return refusing.stream()
        .findFirst()
        .map(reason ->
            new Rule(
                reason.text(),
                reason.evidence().stream()
                    .findFirst()
                    .map(evidence -> evidence.source())
                    .orElse(reason.code())))
        .orElse(new Rule("it is refused", "the verdict"));
  }

  private static Stream<Reason> withCauses(Reason reason) {
    return Stream.concat(Stream.of(reason), reason.because().stream().flatMap(Lesson::withCauses));
  }

  private static List<Place> culprits(Platform platform, Verdict verdict, List<Reason> refusing) {
    Set<Place> places = new LinkedHashSet<>();
    boolean byAcs =
        refusing.stream().flatMap(Lesson::withCauses).anyMatch(it -> it.code().startsWith("acs-"));
    if (byAcs) {
      Remedies.redirecting(platform, verdict).forEach(at -> places.add(new Place.AtFunction(at)));
    }
    if (places.isEmpty()) {
      places.addAll(border(platform, verdict));
    }
    if (places.isEmpty() && !verdict.steps().isEmpty()) {
      places.add(verdict.steps().getLast().at());
    }
    return new ArrayList<>(places);
  }

  /// The host bridges of both ends where they are two.
  private static List<Place> border(Platform platform, Verdict verdict) {
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)) {
      return List.of();
    }
    List<Place> bridges =
        Stream.of(verdict.request().client(), peer.provider())
            .filter(at -> platform.topology().find(at).isPresent())
            .flatMap(at -> platform.topology().hostBridgeAbove(at).stream())
            .map(HostBridge::bus)
            .distinct()
            .<Place>map(Place.AtHostBridge::new)
            .toList();
    return bridges.size() == 2 ? bridges : List.of();
  }
}
