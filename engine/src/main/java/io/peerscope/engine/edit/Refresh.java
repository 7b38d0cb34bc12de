package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A machine read again while somebody has edited it: what was edited stays as it was edited, with
/// its origin, and everything else becomes what the machine says now.
public final class Refresh {

  private final Platform read;
  private final Platform edited;
  private final Platform now;
  private final List<PciAddress> lost = new ArrayList<>();

  private Refresh(Platform read, Platform edited, Platform now) {
    this.read = read;
    this.edited = edited;
    this.now = now;
  }

  /// What came of it.
  ///
  /// @param lost functions that were edited and are not in the machine any more
  public record Result(Platform platform, List<PciAddress> lost) {

    public Result {
      lost = List.copyOf(lost);
    }
  }

  /// The machine as it is now, with the edits.
  ///
  /// @param read the machine as it was read before
  /// @param edited the same with all edits since
  /// @param now the machine as it was read just now
  public static Result of(Platform read, Platform edited, Platform now) {
    return new Refresh(read, edited, now).result();
  }

  /// A machine as it was read just now, made of the functions as they were read before wherever
  /// those say the same: however often a machine is read, each of its functions is kept once, and
  /// telling two readings apart looks only at what differs.
  ///
  /// @param before the machine as it was read before
  public static Platform sharing(Platform now, Platform before) {
    Topology topology = sharing(now.topology(), before.topology());
    Platform shared = now.withTopology(topology);
    return shared.equals(before) ? before : shared;
  }

  private static Topology sharing(Topology now, Topology before) {
    Topology shared =
        now.map(
            function -> before.find(function.address()).filter(function::equals).orElse(function));
    return shared.equals(before) ? before : shared;
  }

  private Result result() {
    Topology topology = topology();
    Platform merged =
        now.withTopology(topology)
            .withCpu(pick(Platform::cpu))
            .withKernel(pick(Platform::kernel))
            .withIommu(pick(Platform::iommu))
            .withFirmware(pick(Platform::firmware))
            .withWindows(pick(Platform::windows))
            .withInbound(pick(Platform::inbound))
            .withMemory(pick(Platform::memory))
            .withRemapped(pick(Platform::remapped))
            .withScenarios(scenarios(topology));
    return new Result(sharing(merged, edited), lost);
  }

  /// The user's own: kept as far as their functions are still there.
  private List<Scenario> scenarios(Topology topology) {
    return edited.scenarios().stream()
        .flatMap(kept -> kept.after(Map.of(), at -> topology.find(at).isPresent()).stream())
        .toList();
  }

  private <T> T pick(Function<Platform, T> part) {
    return pick(part.apply(read), part.apply(edited), part.apply(now));
  }

  private static <T> T pick(T before, T after, T fresh) {
    return after.equals(before) ? fresh : after;
  }

  private Topology topology() {
    var coming = new ArrayList<PciFunction>();
    var leaving = new ArrayList<PciAddress>();
    for (PciFunction function : edited.topology().functions()) {
      Optional<PciFunction> before = read.topology().find(function.address());
      Optional<PciFunction> fresh = now.topology().find(function.address());
      if (before.isEmpty()) {
        coming.add(function);
      } else if (!function.equals(before.get())) {
        fresh.ifPresentOrElse(
            it -> coming.add(merged(before.get(), function, it)),
            () -> lost.add(function.address()));
      }
    }
    for (PciFunction function : read.topology().functions()) {
      if (edited.topology().find(function.address()).isEmpty()) {
        leaving.add(function.address());
      }
    }
    Topology merged =
        coming.isEmpty() && leaving.isEmpty()
            ? now.topology()
            : now.topology().with(coming, leaving);
    return withOpeners(merged);
  }

  /// The input tells nothing of a domain that was added by hand: who opened it is kept.
  private Topology withOpeners(Topology merged) {
    Map<PciBus, Fact<PciAddress>> before = read.topology().told().openers();
    Topology opened = merged;
    for (var opener : edited.topology().told().openers().entrySet()) {
      if (!opener.getValue().equals(before.get(opener.getKey()))) {
        opened = opened.withOpener(opener.getKey(), opener.getValue());
      }
    }
    return opened;
  }

  private static PciFunction merged(PciFunction before, PciFunction after, PciFunction fresh) {
    boolean sameRegisters =
        after.config().equals(before.config())
            && after.capabilities().equals(before.capabilities());
    return fresh.toBuilder()
        .kind(pick(before.kind(), after.kind(), fresh.kind()))
        .id(pick(before.id(), after.id(), fresh.id()))
        .classCode(pick(before.classCode(), after.classCode(), fresh.classCode()))
        .className(pick(before.className(), after.className(), fresh.className()))
        .name(pick(before.name(), after.name(), fresh.name()))
        .buses(pick(before.buses(), after.buses(), fresh.buses()))
        .bars(bars(before.bars(), after.bars(), fresh.bars()))
        .windows(windows(before.windows(), after.windows(), fresh.windows()))
        .capabilities(sameRegisters ? fresh.capabilities() : after.capabilities())
        .config(sameRegisters ? fresh.config() : after.config())
        .system(system(before.system(), after.system(), fresh.system()))
        .build();
  }

  private static List<Bar> bars(List<Bar> before, List<Bar> after, List<Bar> fresh) {
    if (before.size() != after.size() || before.size() != fresh.size()) {
      return pick(before, after, fresh);
    }
    var bars = new ArrayList<Bar>();
    for (int at = 0; at < before.size(); at++) {
      bars.add(pick(before.get(at), after.get(at), fresh.get(at)));
    }
    return bars;
  }

  private static List<BridgeWindow> windows(
      List<BridgeWindow> before, List<BridgeWindow> after, List<BridgeWindow> fresh) {
    if (before.size() != after.size() || before.size() != fresh.size()) {
      return pick(before, after, fresh);
    }
    var windows = new ArrayList<BridgeWindow>();
    for (int at = 0; at < before.size(); at++) {
      windows.add(pick(before.get(at), after.get(at), fresh.get(at)));
    }
    return windows;
  }

  private static SystemFacts system(SystemFacts before, SystemFacts after, SystemFacts fresh) {
    return new SystemFacts(
        pick(before.driver(), after.driver(), fresh.driver()),
        pick(before.numaNode(), after.numaNode(), fresh.numaNode()),
        pick(before.iommuGroup(), after.iommuGroup(), fresh.iommuGroup()),
        pick(before.dmaMask(), after.dmaMask(), fresh.dmaMask()),
        pick(before.power(), after.power(), fresh.power()),
        pick(before.peerMemory(), after.peerMemory(), fresh.peerMemory()),
        pick(before.link(), after.link(), fresh.link()),
        pick(before.linkLimit(), after.linkLimit(), fresh.linkLimit()),
        pick(before.slot(), after.slot(), fresh.slot()));
  }
}
