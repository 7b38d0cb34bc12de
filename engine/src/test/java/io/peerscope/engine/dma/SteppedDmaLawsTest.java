package io.peerscope.engine.dma;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressColumn.Span;
import io.peerscope.engine.dma.AddressTrail.Clash;
import io.peerscope.engine.dma.AddressTrail.Point;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every DMA of the samples that one steps through, under every strategy.
class SteppedDmaLawsTest {

  private static final int PAIRS = 6;
  private static final HostPhysicalAddress RAM = new HostPhysicalAddress(0x1234_5000);
  private static final HostPhysicalAddress NOTHING = new HostPhysicalAddress(0x42);
  private static final Iova CHOSEN = new Iova(0x1_0000_0000L);

  /// The samples, for each law.
  @ValueSource(
      strings = {
        "01-one-switch.txt",
        "02-two-host-bridges.txt",
        "03-two-host-bridges-zen.txt",
        "04-acs-redirect.txt",
        "05-bus-offset.txt",
        "06-vmd.txt",
        "07-ahci-remapped-nvme.txt",
        "08-store-only.txt",
        "09-eight-gpus.txt",
        "10-laptop.txt"
      })
  @Retention(RetentionPolicy.RUNTIME)
  @interface Samples {}

  /// A machine and what every strategy says to every request on it.
  private record Judged(Platform platform, List<Verdict> verdicts) {}

  private static final Map<String, Judged> JUDGED = new ConcurrentHashMap<>();

  private static void verdicts(String sample, BiConsumer<Platform, Verdict> law) {
    Judged judged = JUDGED.computeIfAbsent(sample, SteppedDmaLawsTest::judge);
    assertThat(judged.verdicts()).hasSizeGreaterThan(100);
    judged.verdicts().forEach(verdict -> law.accept(judged.platform(), verdict));
  }

  private static Judged judge(String sample) {
    Platform platform = SampleFiles.read(sample);
    List<DmaRequest> requests = requests(platform);
    List<Verdict> verdicts =
        strategies().stream()
            .map(strategy -> new Judge(platform, strategy))
            .flatMap(judge -> requests.stream().map(judge::judge))
            .toList();
    return new Judged(platform, verdicts);
  }

  private static List<MappingStrategy> strategies() {
    List<MappingStrategy> strategies = new ArrayList<>();
    for (StrategyName name : StrategyName.values()) {
      for (TranslatorPlacement placement : TranslatorPlacement.Named.values()) {
        MappingStrategy strategy = name.with(placement);
        if (!strategies.contains(strategy)) {
          strategies.add(strategy);
        }
      }
    }
    return strategies;
  }

  /// Pairs spread over the machine; each client also writes RAM and a number that means nothing,
  /// and has its target mapped where a VFIO user chose.
  private static List<DmaRequest> requests(Platform platform) {
    List<PciAddress> ends =
        platform.topology().functions().stream()
            .filter(function -> !function.kind().isBridge())
            .filter(function -> function.kind() != FunctionKind.HOST_BRIDGE)
            .map(PciFunction::address)
            .toList();
    int all = ends.size() * ends.size();
    int every = Math.max(1, all / PAIRS);
    List<DmaRequest> requests = new ArrayList<>();
    for (int at = 0; at < all; at += every) {
      PciAddress client = ends.get(at / ends.size());
      PciAddress provider = ends.get(at % ends.size());
      var memory = new DmaTarget.FunctionMemory(provider, OptionalInt.empty(), 0x1000);
      for (Operation operation : Operation.values()) {
        requests.add(DmaRequest.page(client, memory, operation));
        requests.add(DmaRequest.page(client, new DmaTarget.HostMemory(RAM), operation));
      }
      requests.add(DmaRequest.page(client, memory, Operation.WRITE).at(CHOSEN));
      requests.add(
          DmaRequest.page(client, new DmaTarget.AnyMemory(NOTHING), Operation.READ).at(CHOSEN));
    }
    return requests;
  }

  private static List<AddressColumn> columns(Platform platform, Verdict verdict) {
    return AddressColumns.of(
        platform, verdict.request().client(), verdict.page(), verdict.mapping());
  }

  private static AddressTrail trail(List<AddressColumn> columns, Verdict verdict, int step) {
    return AddressTrail.at(
        columns, verdict.request(), verdict.page(), verdict.mapping(), verdict.steps(), step);
  }

  private static String words(Verdict verdict) {
    return "%s %s".formatted(verdict.strategy(), verdict.request());
  }

  @ParameterizedTest
  @Samples
  void stateReachedBackwardsIsTheOneReachedForwards(String sample) {
    verdicts(
        sample,
        (_, verdict) -> {
          List<DmaStep> steps = verdict.steps();
          PciAddress client = verdict.request().client();
          List<TraceState> forwards = new ArrayList<>();
          forwards.add(TraceState.before(client));
          steps.forEach(step -> forwards.add(forwards.getLast().after(step)));
          List<TraceState> backwards = new ArrayList<>();
          for (int index = steps.size() - 1; index >= -1; index--) {
            backwards.add(TraceState.at(steps, client, index));
          }
          Collections.reverse(backwards);

          assertThat(backwards).as(words(verdict)).isEqualTo(forwards);
        });
  }

  @ParameterizedTest
  @Samples
  void stateHoldsWhatTheStepSaysAndForgetsNothing(String sample) {
    verdicts(
        sample,
        (_, verdict) -> {
          TraceState before = TraceState.before(verdict.request().client());
          for (DmaStep step : verdict.steps()) {
            TraceState after = before.after(step);
            assertThat(after.done()).isEqualTo(step.number());
            assertThat(after.phase()).as(words(verdict)).isGreaterThanOrEqualTo(before.phase());
            assertThat(after.carried()).isEqualTo(step.carried());
            assertThat(after.seen())
                .doesNotHaveDuplicates()
                .containsAll(step.carried().stream().toList());
            assertThat(after.passed()).doesNotHaveDuplicates();
            assertGoesOn(before.seen(), after.seen());
            assertGoesOn(before.passed(), after.passed());
            assertGoesOn(before.asked(), after.asked());
            assertGoesOn(before.walked(), after.walked());
            assertThat(after.packet())
                .isEqualTo(step.tlp().isEmpty() ? before.packet() : step.at());
            before = after;
          }
        });
  }

  private static <T> void assertGoesOn(List<T> before, List<T> after) {
    assertThat(after).hasSizeGreaterThanOrEqualTo(before.size());
    assertThat(after.subList(0, before.size())).isEqualTo(before);
  }

  @ParameterizedTest
  @Samples
  void spansAreSortedAndThoseThatOverlapAreNamed(String sample) {
    verdicts(
        sample,
        (platform, verdict) -> {
          List<AddressColumn> columns = columns(platform, verdict);
          List<Clash> clashes = trail(columns, verdict, 0).clashes();
          for (int column = 0; column < columns.size(); column++) {
            List<Span> spans = columns.get(column).spans();
            assertThat(spans).isSortedAccordingTo(SteppedDmaLawsTest::byAddress);
            if (columns.get(column).space() == AddressSpace.BUS) {
              assertThat(overlaps(spans, Meaning.WINDOW)).as(words(verdict)).isZero();
            }
            assertThat(overlaps(spans, Meaning.RAM)).isZero();
            int place = column;
            assertThat(overlaps(spans, Meaning.BAR))
                .as(words(verdict))
                .isEqualTo(
                    clashes.stream()
                        .filter(clash -> clash.column() == place)
                        .filter(clash -> clash.sentence().endsWith(" overlap"))
                        .count());
          }
        });
  }

  private static int byAddress(Span one, Span other) {
    int byFirst = Long.compareUnsigned(one.range().first(), other.range().first());
    return byFirst != 0 ? byFirst : Long.compareUnsigned(other.range().last(), one.range().last());
  }

  private static long overlaps(List<Span> spans, Meaning meaning) {
    long count = 0;
    for (int one = 0; one < spans.size(); one++) {
      for (Span other : spans.subList(one + 1, spans.size())) {
        if (spans.get(one).meaning() == meaning
            && other.meaning() == meaning
            && spans.get(one).range().overlaps(other.range())) {
          count++;
        }
      }
    }
    return count;
  }

  @ParameterizedTest
  @Samples
  void addressLiesWhereItsColumnShowsThePage(String sample) {
    verdicts(
        sample,
        (platform, verdict) -> {
          List<AddressColumn> columns = columns(platform, verdict);
          boolean isPeer = verdict.page() instanceof ResolvedPage.Peer;
          for (Point point : trail(columns, verdict, 0).points()) {
            AddressColumn column = columns.get(point.column());
            List<Span> there = column.at(point.address().value());
            assertThat(column.space()).isEqualTo(point.address().space());
            switch (column.space()) {
              case IOVA -> assertThat(there).as(words(verdict)).isEmpty();
              case BUS -> assertThat(there.stream().anyMatch(Span::ofDma)).isEqualTo(isPeer);
              case PHYSICAL -> assertThat(there).as(words(verdict)).anyMatch(Span::ofDma);
            }
          }
        });
  }

  @ParameterizedTest
  @Samples
  void trailCarriesTheAddressOfTheStepAndNeverTakesAPointBack(String sample) {
    verdicts(
        sample,
        (platform, verdict) -> {
          List<AddressColumn> columns = columns(platform, verdict);
          AddressTrail before = trail(columns, verdict, -1);
          assertThat(before.points()).noneMatch(Point::isReached).noneMatch(Point::isCurrent);
          for (int index = 0; index < verdict.steps().size(); index++) {
            AddressTrail after = trail(columns, verdict, index);
            Optional<Address> carried = verdict.steps().get(index).carried();
            assertThat(after.points())
                .as("%s step %d", words(verdict), index)
                .allMatch(
                    point -> point.isCurrent() == carried.equals(Optional.of(point.address())))
                .allMatch(point -> point.isReached() || !point.isCurrent());
            if (verdict.mapping() instanceof Mapping.Programmed && carried.isPresent()) {
              assertThat(after.points())
                  .as("%s step %d", words(verdict), index)
                  .anyMatch(Point::isCurrent);
            }
            assertThat(numbers(reached(after))).containsAll(numbers(reached(before)));
            assertThat(numbers(after.points())).isEqualTo(numbers(before.points()));
            assertThat(after.clashes()).isEqualTo(before.clashes());
            assertThat(after.physical()).isEqualTo(verdict.page().physical());
            before = after;
          }
          if (verdict.outcome() == Outcome.ALLOWED) {
            assertThat(before.points()).as(words(verdict)).anyMatch(Point::isReached);
          }
        });
  }

  private static List<Point> reached(AddressTrail trail) {
    return trail.points().stream().filter(Point::isReached).toList();
  }

  private static List<Address> numbers(List<Point> points) {
    return points.stream().map(Point::address).toList();
  }

  @ParameterizedTest
  @Samples
  void tableHoldsThePageWhereTheTranslatorFindsIt(String sample) {
    verdicts(
        sample,
        (platform, verdict) -> {
          for (HookAnswer answer : verdict.asked()) {
            if (answer.hook() == HookAnswer.Hook.TRANSLATOR) {
              TranslatorTable table = TranslatorTable.of(platform, answer.at());
              List<TranslatorTable.Row> rows =
                  table.rows().stream().filter(row -> row.holds(verdict.page())).toList();
              boolean isBelow =
                  switch (answer.reason().code()) {
                    case "translator-ram", "translator-nowhere", "translator-outside" -> false;
                    default -> true;
                  };
              assertThat(rows).as("%s %s", words(verdict), answer).hasSize(isBelow ? 1 : 0);
              if (answer.kind() == HookAnswer.Kind.USE_BUS_ADDRESS) {
                var page = (ResolvedPage.Peer) verdict.page();
                TranslatorTable.Row row = rows.getFirst();
                assertThat(row.cpu().contains(page.physical().orElseThrow().value())).isTrue();
                assertThat(row.busOffset()).isEqualTo(page.busOffset());
              }
            }
          }
        });
  }
}
