package io.peerscope.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds whatever a user does.
class EditLawsTest {

  private static final int HEADER_TYPE = 0x0e;
  private static final int SESSIONS = 60;
  private static final int EDITS = 60;
  private static final int ONE_RUN = 4_000;

  @Test
  void undoingEverythingGivesTheFirstPlatform() {
    long seed = Long.getLong("peerscope.seed", 20_260_101L);
    int steps = Integer.getInteger("peerscope.edits", ONE_RUN);
    var random = new Random(seed);
    var edits = new RandomEdits(random);
    Platform first = Platform.of(Topology.empty());
    History history = History.of("blank page", first);
    int applied = 0;
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
    assertThat(history.current()).isSameAs(first).isEqualTo(Platform.of(Topology.empty()));
    assertThat(history.at(states - 1).current()).isEqualTo(last);
    assertThat(applied).isGreaterThan(steps / 8);
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
    Platform platform = Platform.of(Topology.empty());
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

  /// What is given out here never collides.
  private static void allocatedBarsDoNotOverlap(PlatformEdit edit, Topology topology) {
    List<Bar> allocated = new ArrayList<>();
    for (PciFunction function : topology.functions()) {
      if (topology.hostBridgeAbove(function.address()).isEmpty()) {
        continue;
      }
      for (Bar bar : function.bars()) {
        boolean ours =
            bar.bus() instanceof Fact.Known<?>(_, var origin) && origin instanceof Allocated;
        boolean counts = ours && bar.state() == BarState.ASSIGNED;
        if (counts
            && function.address().domain() < 0x10000
            && isForwarded(topology, function, bar)) {
          allocated.add(bar);
          long start = bar.bus().ifKnown().orElseThrow().value();
          long size = bar.size().ifKnown().orElseThrow();
          assertThat(start % size).as("%s aligned %s", edit, function.address()).isZero();
        }
      }
    }
    allocated.sort(Comparator.comparing(bar -> bar.bus().ifKnown().orElseThrow()));
    for (int n = 1; n < allocated.size(); n++) {
      Bar one = allocated.get(n - 1);
      long end = one.bus().ifKnown().orElseThrow().value() + one.size().ifKnown().orElseThrow();
      assertThat(allocated.get(n).bus().ifKnown().orElseThrow().value())
          .as("BARs apart after %s: %s", edit, allocated)
          .isGreaterThanOrEqualTo(end);
    }
  }
}
