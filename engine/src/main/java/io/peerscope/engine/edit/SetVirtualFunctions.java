package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Enables a number of virtual functions, as writing to `sriov_numvfs` does. They appear on the bus
/// of their physical function; their BARs are not modelled.
public record SetVirtualFunctions(PciAddress function, int count) implements StructureEdit {

  private static final String NOT_RUN = "no operating system has run on it";

  @Override
  public String changeIn(Draft draft) {
    PciFunction physical = draft.at(function);
    SingleRootIov sriov =
        physical
            .capabilities()
            .singleRootIov()
            .ifKnown()
            .flatMap(known -> known)
            .orElseThrow(() -> new Refusal("%s has no SR-IOV capability".formatted(function)));
    int total = sriov.totalVfs().ifKnown().orElse(0xff);
    if (count < 0 || count > total) {
      throw new Refusal(
          "%s can have 0 to %d virtual functions, not %d".formatted(function, total, count));
    }
    List<PciAddress> before = virtualFunctions(draft);
    int stride = sriov.vfStride().ifKnown().filter(known -> known != 0).orElse(1);
    Set<PciAddress> others = others(draft, before);
    int offset = sriov.vfOffset().ifKnown().filter(known -> known != 0).orElse(1);
    List<PciFunction> virtual = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      virtual.add(
          virtual(draft, physical, sriov, others, function.requesterId() + offset + n * stride));
    }
    var changed =
        new SingleRootIov(
            sriov.offset(),
            sriov.totalVfs(),
            Origins.edited(count),
            known(sriov.vfOffset(), offset),
            known(sriov.vfStride(), stride),
            sriov.vfDevice());
    Capabilities capabilities = physical.capabilities().replace(sriov, changed);
    List<PciFunction> coming = new ArrayList<>(virtual);
    coming.add(Registers.follow(physical, physical.toBuilder().capabilities(capabilities).build()));
    draft.replace(coming, before);
    draft.noteAdded(
        virtual.stream().map(PciFunction::address).filter(each -> !before.contains(each)).toList());
    return "set %d virtual functions of %s".formatted(count, function.shortForm());
  }

  private static Fact<Integer> known(Fact<Integer> fact, int value) {
    return fact.ifKnown().filter(known -> known == value).isPresent()
        ? fact
        : Origins.allocated(value);
  }

  private List<PciAddress> virtualFunctions(Draft draft) {
    return draft.topology().functions().stream()
        .map(PciFunction::address)
        .filter(
            each -> draft.topology().physicalFunctionOf(each).filter(function::equals).isPresent())
        .toList();
  }

  private Set<PciAddress> others(Draft draft, List<PciAddress> before) {
    Set<PciAddress> others = new HashSet<>();
    draft.topology().functions().stream()
        .map(PciFunction::address)
        .filter(each -> each.onBus().equals(function.onBus()))
        .forEach(others::add);
    before.forEach(others::remove);
    return others;
  }

  private PciFunction virtual(
      Draft draft, PciFunction physical, SingleRootIov sriov, Set<PciAddress> others, int id) {
    if (id >> 8 != function.bus()) {
      throw new Refusal(
          "%d virtual functions of %s reach beyond bus %02x, and buses are not given to virtual functions yet"
              .formatted(count, function, function.bus()));
    }
    PciAddress address = PciAddress.of(function.onBus(), id & 0xff);
    if (others.contains(address)) {
      throw new Refusal(
          "a virtual function of %s would be %s, which is there already"
              .formatted(function, address));
    }
    Optional<PciFunction> kept = draft.topology().find(address);
    return kept.orElseGet(() -> fresh(physical, sriov, address));
  }

  private static PciFunction fresh(PciFunction physical, SingleRootIov sriov, PciAddress address) {
    return physical.toBuilder()
        .address(address)
        .kind(FunctionKind.VIRTUAL_FUNCTION)
        .id(
            physical.id() instanceof Fact.Known<VendorDevice>(var id, _)
                ? sriov.vfDevice().map(device -> new VendorDevice(id.vendor(), device))
                : physical.id())
        .name(physical.name().isEmpty() ? "" : physical.name() + " virtual function")
        .bars(List.of())
        .capabilities(new Capabilities(List.of(), Optional.empty(), Optional.empty()))
        .config(ConfigSpace.none())
        .system(SystemFacts.unknown(NOT_RUN))
        .build();
  }
}
