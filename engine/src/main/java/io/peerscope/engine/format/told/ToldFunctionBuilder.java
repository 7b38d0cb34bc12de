package io.peerscope.engine.format.told;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects what one place tells of a function, while its lines or elements come in.
public final class ToldFunctionBuilder {

  private static final String NOT_TOLD = "the input does not tell it";
  private static final int MOST_BARS = 6;

  private final PciAddress address;
  private final SourcePosition position;
  private final Trust trust;
  private final List<Bar> bars = new ArrayList<>();
  private Optional<VendorDevice> id = Optional.empty();
  private Optional<ClassCode> classCode = Optional.empty();
  private String className = "";
  private String name = "";
  private Optional<Optional<BridgeBuses>> buses = Optional.empty();
  private Optional<Parent> parent = Optional.empty();
  private Optional<PciAddress> physicalFunction = Optional.empty();
  private List<BridgeWindow> windows = List.of();
  private ConfigSpace config = ConfigSpace.none();
  private Fact<String> driver = Fact.unknown(NOT_TOLD);
  private Fact<Integer> numaNode = Fact.unknown(NOT_TOLD);
  private Fact<Integer> iommuGroup = Fact.unknown(NOT_TOLD);
  private Fact<Link> link = Fact.unknown(NOT_TOLD);
  private Fact<Link> linkLimit = Fact.unknown(NOT_TOLD);
  private Fact<String> slot = Fact.unknown(NOT_TOLD);

  public ToldFunctionBuilder(PciAddress address, SourcePosition position, Trust trust) {
    this.address = address;
    this.position = position;
    this.trust = trust;
  }

  public PciAddress address() {
    return address;
  }

  public SourcePosition position() {
    return position;
  }

  public ToldFunctionBuilder id(Optional<VendorDevice> told) {
    id = told;
    return this;
  }

  public ToldFunctionBuilder classCode(Optional<ClassCode> told) {
    classCode = told;
    return this;
  }

  public ToldFunctionBuilder className(String told) {
    className = told;
    return this;
  }

  public ToldFunctionBuilder name(String told) {
    name = told;
    return this;
  }

  /// The numbers that a bridge is drawn or listed with; its primary bus is the one it sits on.
  public ToldFunctionBuilder buses(int secondary, int subordinate) {
    buses = Optional.of(Optional.of(new BridgeBuses(address.bus(), secondary, subordinate)));
    return this;
  }

  /// There is no bus below.
  public ToldFunctionBuilder noBuses() {
    buses = Optional.of(Optional.empty());
    return this;
  }

  public ToldFunctionBuilder parent(Parent told) {
    parent = Optional.of(told);
    return this;
  }

  public ToldFunctionBuilder physicalFunction(PciAddress told) {
    physicalFunction = Optional.of(told);
    return this;
  }

  /// Takes a BAR in; the first of one number counts.
  public ToldFunctionBuilder bar(Bar told) {
    if (bars.size() < MOST_BARS && bars.stream().noneMatch(bar -> bar.index() == told.index())) {
      bars.add(told);
    }
    return this;
  }

  /// What a bridge forwards, in CPU addresses.
  public ToldFunctionBuilder windows(List<BridgeWindow> told) {
    windows = List.copyOf(told);
    return this;
  }

  public ToldFunctionBuilder config(ConfigSpace told) {
    config = told;
    return this;
  }

  public ToldFunctionBuilder driver(String told) {
    driver = told.isBlank() ? driver : Fact.known(told.strip(), position);
    return this;
  }

  /// A NUMA node; below 0 there is none.
  public ToldFunctionBuilder numaNode(int told) {
    numaNode = told < 0 ? numaNode : Fact.known(told, position);
    return this;
  }

  public ToldFunctionBuilder iommuGroup(int told) {
    iommuGroup = Fact.known(told, position);
    return this;
  }

  public ToldFunctionBuilder link(Link told) {
    link = Fact.known(told, position);
    return this;
  }

  public ToldFunctionBuilder linkLimit(Link told) {
    linkLimit = Fact.known(told, position);
    return this;
  }

  public ToldFunctionBuilder slot(String told) {
    slot = told.isBlank() ? slot : Fact.known(told.strip(), position);
    return this;
  }

  public ToldFunction build() {
    var system =
        new SystemFacts(
            driver,
            numaNode,
            iommuGroup,
            Fact.unknown(NOT_TOLD),
            Fact.unknown(NOT_TOLD),
            Fact.unknown(NOT_TOLD),
            link,
            linkLimit,
            slot);
    return new ToldFunction(
        address,
        position,
        trust,
        id,
        classCode,
        className,
        name,
        buses,
        parent,
        physicalFunction,
        bars,
        windows,
        config,
        system);
  }
}
