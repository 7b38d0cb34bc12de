package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.SystemFacts;
import java.util.List;
import java.util.Optional;

/// What sysfs says of one function.
///
/// @param address where it sits
/// @param position its folder
/// @param folder path of that folder in the tree, without links; empty where it is not in the tree
/// @param place what the path tells of what is above it
/// @param physicalFunction for a virtual function the physical one (`physfn`)
/// @param id vendor and device; of a virtual function the right ones, which its registers hide
/// @param classCode what it is for
/// @param buses bus numbers, where the attributes of a bridge tell them
/// @param config the bytes of `config`: bus addresses and capabilities
/// @param configPosition the file `config`
/// @param whyNoConfig why `config` is empty
/// @param resources the lines of `resource`: CPU addresses
/// @param resourcePosition the file `resource`
/// @param system driver, NUMA node, group, DMA mask and the like
public record SysfsFunction(
    PciAddress address,
    SourcePosition position,
    String folder,
    Optional<FunctionPath> place,
    Optional<PciAddress> physicalFunction,
    Fact<VendorDevice> id,
    Fact<ClassCode> classCode,
    Fact<Optional<BridgeBuses>> buses,
    ConfigSpace config,
    SourcePosition configPosition,
    String whyNoConfig,
    List<Resource> resources,
    SourcePosition resourcePosition,
    SystemFacts system) {

  public SysfsFunction {
    resources = List.copyOf(resources);
  }

  /// The line of `resource` for a BAR; empty where the file is not in the tree.
  public Optional<Resource> resource(int index) {
    return index < resources.size() ? Optional.of(resources.get(index)) : Optional.empty();
  }

  /// Where the line of a BAR stands.
  public SourcePosition resourceLine(int index) {
    return new SourcePosition(resourcePosition.file(), index + 1);
  }

  /// The same function of which the system says something else.
  SysfsFunction withSystem(SystemFacts newSystem) {
    return new SysfsFunction(
        address,
        position,
        folder,
        place,
        physicalFunction,
        id,
        classCode,
        buses,
        config,
        configPosition,
        whyNoConfig,
        resources,
        resourcePosition,
        newSystem);
  }
}
