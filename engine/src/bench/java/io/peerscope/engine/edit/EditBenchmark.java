package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.check.Checks;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One edit with its allocation and the new topology, on a machine of 4,000 endpoints behind
/// switches in 19 domains.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EditBenchmark {

  private static final int ENDPOINTS = 4_000;
  private static final int PORTS = 32;
  private static final int SWITCHES = 7;

  private final List<PciAddress> cards = new ArrayList<>();
  private final List<PciAddress> freePorts = new ArrayList<>();
  private final Random random = new Random(1);
  private final Part card = part("nic-connectx-7");
  private Platform platform = Platform.of(Topology.empty());

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  @Setup
  public void draw() {
    for (int domain = 0; cards.size() < ENDPOINTS; domain++) {
      var bus = new PciBus(domain, 0);
      make(new AddHostBridge(Optional.of(bus), part("intel-xeon")));
      for (int n = 0; n < SWITCHES; n++) {
        PciAddress port = make(new AddRootPort(bus, part("root-port-gen5"))).getFirst();
        List<PciAddress> ports =
            make(new AddSwitch(new Place.Below(port), part("switch-gen5"), PORTS));
        ports
            .subList(1, PORTS)
            .forEach(each -> cards.addAll(make(new AddPart(new Place.Below(each), card))));
        freePorts.add(ports.get(PORTS));
      }
    }
  }

  private List<PciAddress> make(PlatformEdit edit) {
    return switch (edit.applyTo(platform)) {
      case EditResult.Applied applied -> {
        platform = applied.platform();
        yield applied.added();
      }
      case EditResult.Rejected rejected -> throw new IllegalStateException(rejected.reason());
    };
  }

  private PciAddress oneOf(List<PciAddress> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Benchmark
  public EditResult addCard() {
    return new AddPart(new Place.Below(oneOf(freePorts)), card).applyTo(platform);
  }

  @Benchmark
  public EditResult removeCard() {
    return new RemoveSubtree(oneOf(cards)).applyTo(platform);
  }

  @Benchmark
  public EditResult moveCard() {
    return new MoveSubtree(oneOf(cards), new Place.Below(oneOf(freePorts))).applyTo(platform);
  }

  @Benchmark
  public EditResult setAcs() {
    return new SetAcsControl(oneOf(freePorts), Fact.known(0x1d, new EditedByHand()))
        .applyTo(platform);
  }

  @Benchmark
  public EditResult renumberOneHostBridge() {
    return new Renumber(new PciBus(oneOf(cards).domain(), 0)).applyTo(platform);
  }

  @Benchmark
  public List<Finding> allChecks() {
    return Checks.of(platform);
  }
}
