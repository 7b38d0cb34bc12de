package io.peerscope.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.check.Checks;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds whatever a user does.
class EditLawsTest {

  private static final int HEADER_TYPE = 0x0e;
  private static final int SESSIONS = 60;
  private static final int EDITS = 60;
  private static final int ONE_RUN = 4_000;
  private static final int HEAP_STEP = 10_000;

  /// A blank page, and the machines that we ship.
  private static final List<Platform> STARTS = starts();

  private static List<Platform> starts() {
    List<Platform> starts = new ArrayList<>();
    starts.add(Platform.of(Topology.empty()));
    Path folder = Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
        starts.add(
            PlatformReader.read(List.of(new Input(file.toString(), Files.readAllBytes(file))))
                .platform());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(starts);
  }

  @Test
  void undoingEverythingGivesTheFirstPlatform() {
    long seed = Long.getLong("peerscope.seed", 20_260_101L);
    int steps = Integer.getInteger("peerscope.edits", ONE_RUN);
    var random = new Random(seed);
    var edits = new RandomEdits(random);
    Platform first = Platform.of(Topology.empty());
    History history = History.of("blank page", first);
    byte[] firstDocument = documentOf(first);
    int applied = 0;
    long findings = 0;
    List<Long> heap = new ArrayList<>();
    long before = heapInUse();
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> history = history.undo();
        case 3, 4 -> history = history.redo();
        default -> {
          PlatformEdit edit = edits.next(history.current());
          if (edit.applyTo(history.current()) instanceof EditResult.Applied done) {
            history = history.after(edit, done);
            applied++;
          }
        }
      }
      findings += sayWhatIsWrong(history.current());
      if ((step + 1) % HEAP_STEP == 0) {
        heap.add(heapInUse() - before);
      }
    }
    int states = history.size();
    long grown = heapInUse() - before;
    Platform last = history.at(history.size() - 1).current();
    while (history.undoName().isPresent()) {
      history = history.undo();
    }

    System.out.printf(
        "%d edits, undos and redos (seed %d): %d applied, %d states kept, heap grew by %.1f MB"
            + " (%.1f KB each)%n",
        steps, seed, applied, states, grown / 1e6, grown / 1e3 / states);
    System.out.printf(
        "%d findings on the way; heap after each %d: %s%n", findings, HEAP_STEP, heap);
    assertThat(documentOf(history.current())).isEqualTo(firstDocument);
    assertThat(history.current()).isSameAs(first).isEqualTo(Platform.of(Topology.empty()));
    assertThat(history.at(states - 1).current()).isEqualTo(last);
    assertThat(applied).isGreaterThan(steps / 8);
    heapGrowsSlowly(heap);
  }

  /// Less than a megabyte with each so many edits, once all parts were met.
  private static void heapGrowsSlowly(List<Long> heap) {
    if (heap.size() > 1) {
      assertThat((heap.getLast() - heap.getFirst()) / (heap.size() - 1)).isLessThan(1_000_000);
    }
  }

  private static byte[] documentOf(Platform platform) {
    return DocumentWriter.write(PeerscopeDocument.of(platform));
  }

  /// The checks take any state; what they find is told in words.
  private static int sayWhatIsWrong(Platform platform) {
    List<Finding> findings = Checks.of(platform);
    assertThat(findings).allMatch(finding -> !finding.sentence().isBlank());
    return findings.size();
  }

  private static long heapInUse() {
    for (int n = 0; n < 3; n++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void everyStateIsSoundOrSaysWhyNot() {
    Laws.over("random edits", SESSIONS, EditLawsTest::session);
  }

  private static void session(long seed) {
    var edits = new RandomEdits(new Random(seed));
    Platform platform = STARTS.get((int) (seed % STARTS.size()));
    for (int step = 0; step < EDITS; step++) {
      PlatformEdit edit = edits.next(platform);
      EditResult result = edit.applyTo(platform);
      switch (result) {
        case EditResult.Rejected rejected -> assertThat(rejected.reason()).isNotBlank();
        case EditResult.Applied applied -> {
          mustBeSound(edit, platform, applied);
          platform = applied.platform();
        }
      }
    }
  }

  private static void mustBeSound(PlatformEdit edit, Platform before, EditResult.Applied applied) {
    Topology topology = applied.platform().topology();
    Topology anew =
        TopologyBuilder.build(
            List.copyOf(topology.functions()), topology.told(), new DiagnosticLog());
    assertThat(topology).as("%s", edit).isEqualTo(anew);
    for (PciFunction function : topology.functions()) {
      registersAgree(edit, function);
    }
    allocatedBarsDoNotOverlap(edit, topology);
    applied
        .moved()
        .forEach((from, to) -> {
          assertThat(before.topology().find(from)).as("%s moved %s", edit, from).isPresent();
          assertThat(topology.find(to)).as("%s moved to %s", edit, to).isPresent();
        });
    assertThat(applied.added())
        .as("%s", edit)
        .allMatch(address -> topology.find(address).isPresent());
  }

  /// The header that was dumped says what the facts say.
  private static void registersAgree(PlatformEdit edit, PciFunction function) {
    ConfigSpace config = function.config();
    if (!config.has(HEADER_TYPE, 1)) {
      return;
    }
    var header = new HeaderReader(config, "parts.tsv").read();
    function
        .buses()
        .ifKnown()
        .ifPresent(buses ->
            assertThat(header.buses().ifKnown())
                .as("%s buses of %s", edit, function.address())
                .isEqualTo(Optional.of(buses)));
    for (BridgeWindow window : function.windows()) {
      for (BridgeWindow read : header.windows()) {
        boolean told = window.range().ifKnown().isPresent() && window.kind() == read.kind();
        if (told && window.kind() != WindowKind.IO) {
          assertThat(read.range().ifKnown())
              .as("%s %s of %s", edit, window.kind(), function.address())
              .isEqualTo(window.range().ifKnown());
        }
      }
    }
    for (Bar bar : function.bars()) {
      Optional<Bar> read =
          header.bars().stream().filter(each -> each.index() == bar.index()).findFirst();
      if (bar.bus().ifKnown().filter(bus -> bus.value() != 0).isPresent()) {
        assertThat(
                read.map(each -> List.of(each.kind(), each.prefetchable(), each.bus().ifKnown())))
            .as("%s BAR %d of %s", edit, bar.index(), function.address())
            .contains(List.of(bar.kind(), bar.prefetchable(), bar.bus().ifKnown()));
      }
    }
    function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .filter(acs -> config.has(acs.offset() + 4, 4) && config.u16(acs.offset()) == 0xd)
        .ifPresent(acs ->
            acs.control()
                .ifKnown()
                .ifPresent(word ->
                    assertThat(config.u16(acs.offset() + 6)).as("%s ACS", edit).isEqualTo(word)));
  }

  /// A user may close a window above a BAR; then nobody above knows of the BAR.
  private static boolean isForwarded(Topology topology, PciFunction function, Bar bar) {
    long start = bar.bus().ifKnown().orElseThrow().value();
    return topology.upstreamPath(function.address()).functions().stream()
        .skip(1)
        .map(topology::at)
        .allMatch(bridge ->
            bridge.windows().stream()
                .flatMap(window -> window.range().ifKnown().stream())
                .flatMap(Optional::stream)
                .anyMatch(range -> range.contains(start)));
  }

  /// What is given out here never collides; bus addresses are unique below one host bridge.
  private static void allocatedBarsDoNotOverlap(PlatformEdit edit, Topology topology) {
    Map<PciBus, List<Bar>> allocated = new HashMap<>();
    for (PciFunction function : topology.functions()) {
      Optional<PciBus> root = topology.hostBridgeAbove(function.address()).map(HostBridge::bus);
      for (Bar bar : function.bars()) {
        boolean ours =
            bar.bus() instanceof Fact.Known<?>(_, var origin) && origin instanceof Allocated;
        boolean counts = ours && bar.state() == BarState.ASSIGNED;
        if (counts && root.isPresent() && isForwarded(topology, function, bar)) {
          assertThat(start(bar) % size(bar)).as("%s aligned %s", edit, bar).isZero();
          allocated.computeIfAbsent(root.get(), _ -> new ArrayList<>()).add(bar);
        }
      }
    }
    allocated.values().forEach(bars -> areApart(edit, bars));
  }

  private static void areApart(PlatformEdit edit, List<Bar> bars) {
    bars.sort(Comparator.comparing(EditLawsTest::start));
    for (int n = 1; n < bars.size(); n++) {
      Bar one = bars.get(n - 1);
      assertThat(start(bars.get(n)))
          .as("BARs apart after %s: %s", edit, bars)
          .isGreaterThanOrEqualTo(start(one) + size(one));
    }
  }

  private static long start(Bar bar) {
    return bar.bus().ifKnown().orElseThrow().value();
  }

  private static long size(Bar bar) {
    return bar.size().ifKnown().orElseThrow();
  }
}
