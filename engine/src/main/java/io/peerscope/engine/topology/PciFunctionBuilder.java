package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Optional;

/// A function in the making: a copy of another, of which some parts become different.
public final class PciFunctionBuilder {

  private PciAddress address;
  private FunctionKind kind;
  private Fact<VendorDevice> id;
  private Fact<ClassCode> classCode;
  private String className;
  private String name;
  private Fact<Optional<BridgeBuses>> buses;
  private List<Bar> bars;
  private List<BridgeWindow> windows;
  private Capabilities capabilities;
  private ConfigSpace config;
  private SystemFacts system;
  private final SourcePosition position;

  PciFunctionBuilder(PciFunction function) {
    this.address = function.address();
    this.kind = function.kind();
    this.id = function.id();
    this.classCode = function.classCode();
    this.className = function.className();
    this.name = function.name();
    this.buses = function.buses();
    this.bars = function.bars();
    this.windows = function.windows();
    this.capabilities = function.capabilities();
    this.config = function.config();
    this.system = function.system();
    this.position = function.position();
  }

  public PciFunctionBuilder address(PciAddress newAddress) {
    address = newAddress;
    return this;
  }

  public PciFunctionBuilder kind(FunctionKind newKind) {
    kind = newKind;
    return this;
  }

  public PciFunctionBuilder id(Fact<VendorDevice> newId) {
    id = newId;
    return this;
  }

  public PciFunctionBuilder classCode(Fact<ClassCode> newClassCode) {
    classCode = newClassCode;
    return this;
  }

  public PciFunctionBuilder className(String newClassName) {
    className = newClassName;
    return this;
  }

  public PciFunctionBuilder name(String newName) {
    name = newName;
    return this;
  }

  public PciFunctionBuilder buses(Fact<Optional<BridgeBuses>> newBuses) {
    buses = newBuses;
    return this;
  }

  public PciFunctionBuilder bars(List<Bar> newBars) {
    bars = newBars;
    return this;
  }

  public PciFunctionBuilder windows(List<BridgeWindow> newWindows) {
    windows = newWindows;
    return this;
  }

  public PciFunctionBuilder capabilities(Capabilities newCapabilities) {
    capabilities = newCapabilities;
    return this;
  }

  public PciFunctionBuilder config(ConfigSpace newConfig) {
    config = newConfig;
    return this;
  }

  public PciFunctionBuilder system(SystemFacts newSystem) {
    system = newSystem;
    return this;
  }

  public PciFunction build() {
    return new PciFunction(
        address,
        kind,
        id,
        classCode,
        className,
        name,
        buses,
        bars,
        windows,
        capabilities,
        config,
        system,
        position);
  }
}
