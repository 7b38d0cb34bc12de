package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Draws edits that a user could make on a machine, sensible ones and others; the same random
/// numbers draw the same edits.
public final class RandomEdits {

  private static final List<Part> PARTS = Part.all();
  private static final int MOST_FUNCTIONS = 120;

  private static final List<AcsControl> ACS_BITS = List.of(AcsControl.values());
  private static final List<IommuMode> IOMMU_MODES = List.of(IommuMode.values());
  private static final List<WindowKind> WINDOWS = List.of(WindowKind.values());

  private final Random random;

  public RandomEdits(Random random) {
    this.random = random;
  }

  /// The next edit; some are refused.
  public PlatformEdit next(Platform platform) {
    List<PciFunction> functions = List.copyOf(platform.topology().functions());
    if (functions.isEmpty() || random.nextInt(60) == 0) {
      return new AddHostBridge(Optional.empty(), part("root"));
    }
    PciFunction one = functions.get(random.nextInt(functions.size()));
    boolean full = functions.size() > MOST_FUNCTIONS;
    return random.nextInt(2) == 0 ? structure(platform, functions, one, full) : fact(one);
  }

  private PlatformEdit structure(
      Platform platform, List<PciFunction> functions, PciFunction one, boolean full) {
    PciAddress address = one.address();
    Place place = place(platform, functions);
    return switch (full ? 9 + random.nextInt(7) : random.nextInt(16)) {
      case 0, 1 ->
          new AddRootPort(rootBus(platform), part("root-port"), Optional.empty(), reserve());
      case 2 -> new AddSwitch(place, part("switch"), 1 + random.nextInt(6), reserve());
      case 3, 4, 5, 6 -> new AddPart(place, PARTS.get(random.nextInt(PARTS.size())));
      case 7 -> new DuplicateSubtree(address, place);
      case 8 -> new PasteSubtree(Subtree.of(platform, address), place);
      case 9 -> new MoveSubtree(address, place);
      case 10 -> new Connect(address, place);
      case 11, 12 -> new RemoveSubtree(address);
      case 13 -> new Renumber(rootBus(platform));
      case 14 ->
          random.nextInt(6) == 0
              ? new RemoveHostBridge(rootBus(platform))
              : random.nextInt(4) == 0
                  ? new AddVmd(
                      rootBus(platform), part("vmd"), part("root-port"), 1 + random.nextInt(3))
                  : new SetVirtualFunctions(address, random.nextInt(8));
      default ->
          random.nextBoolean()
              ? new AddDownstreamPorts(address, part("switch"), 1 + random.nextInt(3), reserve())
              : new SetBuses(address, buses(one));
    };
  }

  private PlatformEdit fact(PciFunction one) {
    PciAddress address = one.address();
    return switch (random.nextInt(14)) {
      case 0 -> new FunctionEdit.Rename(address, "part " + random.nextInt(9));
      case 1 -> new FunctionEdit.SetDriver(address, fact("driver" + random.nextInt(3)));
      case 2 -> new FunctionEdit.SetNumaNode(address, fact(random.nextInt(2)));
      case 3 -> new SetAcsControl(address, fact(random.nextInt(0x80)));
      case 4 -> new SetAcsBit(address, oneOf(ACS_BITS), random.nextBoolean());
      case 5 ->
          new SetAcsSupport(address, fact(Optional.of(0x1f).filter(_ -> random.nextBoolean())));
      case 6 -> new SetLink(address, fact(link()), fact(link()));
      case 7, 8, 9 -> bar(address);
      case 10 -> new RemoveBar(address, random.nextInt(6));
      case 11 -> window(address);
      case 12 -> new PlatformFactEdit.SetIommu(fact(oneOf(IOMMU_MODES)));
      default ->
          random.nextBoolean()
              ? new PlatformFactEdit.SetCpu(fact(new Cpu("GenuineIntel", 6)))
              : new ReleaseBar(address, random.nextInt(6));
    };
  }

  private PlatformEdit bar(PciAddress address) {
    long size = 1L << (12 + random.nextInt(28));
    boolean wide = random.nextBoolean();
    Fact<BusAddress> pinned =
        random.nextInt(4) == 0
            ? fact(new BusAddress(random.nextLong(1L << (wide ? 45 : 32)) & -size))
            : Fact.unknown("to be given");
    return new SetBar(
        address,
        random.nextInt(6),
        wide ? BarKind.MEMORY_64 : BarKind.MEMORY_32,
        random.nextBoolean(),
        random.nextInt(8) == 0 ? Fact.unknown("forgotten") : fact(size),
        pinned);
  }

  private PlatformEdit window(PciAddress address) {
    long first = random.nextLong(1L << 32) & -(1L << 20);
    Optional<AddressRange> range =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new AddressRange(first, Math.min(first + (1L << 24), 1L << 32) - 1));
    return new SetWindow(address, oneOf(WINDOWS), fact(range));
  }

  private Fact<BridgeBuses> buses(PciFunction one) {
    int secondary = random.nextInt(256);
    return random.nextInt(4) == 0
        ? Fact.unknown("forgotten")
        : Fact.known(
            new BridgeBuses(
                one.address().bus(), secondary, Math.min(255, secondary + random.nextInt(8))),
            new EditedByHand());
  }

  private Link link() {
    return Link.ofRegister((1 + random.nextInt(5)) | 1 << (4 + random.nextInt(5)));
  }

  private <T> Fact<T> fact(T value) {
    return random.nextInt(8) == 0
        ? Fact.unknown("set to unknown")
        : Fact.known(value, new EditedByHand());
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Reserve reserve() {
    return random.nextInt(3) == 0 ? Reserve.LINUX : Reserve.NONE;
  }

  private Place place(Platform platform, List<PciFunction> functions) {
    return random.nextInt(4) == 0
        ? new Place.OnRootBus(rootBus(platform))
        : new Place.Below(functions.get(random.nextInt(functions.size())).address());
  }

  private PciBus rootBus(Platform platform) {
    List<HostBridge> all = List.copyOf(platform.topology().hostBridges());
    return all.isEmpty() ? new PciBus(0, 0) : all.get(random.nextInt(all.size())).bus();
  }

  private Part part(String group) {
    List<Part> fitting = PARTS.stream().filter(part -> part.group().equals(group)).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }
}
