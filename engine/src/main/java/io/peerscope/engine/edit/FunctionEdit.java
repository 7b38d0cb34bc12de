package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerMemory;
import java.util.List;
import java.util.Optional;

/// A change of what one function says of itself. Any fact can become unknown, and known again.
///
/// The registers of the function are kept in step where they were dumped.
public sealed interface FunctionEdit extends PlatformEdit
    permits SetBar,
        ReleaseBar,
        RemoveBar,
        SetWindow,
        SetLink,
        SetAcsControl,
        SetAcsBit,
        SetAcsSupport,
        SetCapabilities,
        SetConfigByte,
        FunctionEdit.Rename,
        FunctionEdit.SetId,
        FunctionEdit.SetClass,
        FunctionEdit.SetDriver,
        FunctionEdit.SetNumaNode,
        FunctionEdit.SetIommuGroup,
        FunctionEdit.SetDmaMask,
        FunctionEdit.SetPeerMemory {

  /// The function that is changed.
  PciAddress function();

  /// The edit in words, without the function: `set NUMA node`.
  String verb();

  /// The function as it is to be.
  ///
  /// @throws Refusal when the change makes no sense
  PciFunction change(PciFunction before);

  /// The changed function with bytes that say what it says.
  default PciFunction inStep(PciFunction before, PciFunction after) {
    return Registers.follow(before, after);
  }

  /// What follows for other functions.
  default void followUp(Draft draft) {}

  @Override
  default EditResult applyTo(Platform platform) {
    try {
      var draft = new Draft(platform);
      PciFunction before = draft.at(function());
      draft.put(List.of(inStep(before, change(before))));
      followUp(draft);
      return draft.applied(verb() + " of " + function().shortForm());
    } catch (Refusal refusal) {
      return refusal.asResult();
    }
  }

  /// Calls it something else.
  record Rename(PciAddress function, String name) implements FunctionEdit {
    @Override
    public String verb() {
      return "change name";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().name(name).build();
    }
  }

  record SetId(PciAddress function, Fact<VendorDevice> id) implements FunctionEdit {
    @Override
    public String verb() {
      return "set ids";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().id(id).build();
    }
  }

  record SetClass(PciAddress function, Fact<ClassCode> classCode) implements FunctionEdit {
    @Override
    public String verb() {
      return "set class";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().classCode(classCode).className("").build();
    }
  }

  record SetDriver(PciAddress function, Fact<String> driver) implements FunctionEdit {
    @Override
    public String verb() {
      return "set driver";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().system(before.system().withDriver(driver)).build();
    }
  }

  record SetNumaNode(PciAddress function, Fact<Integer> node) implements FunctionEdit {
    @Override
    public String verb() {
      return "set NUMA node";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().system(before.system().withNumaNode(node)).build();
    }
  }

  record SetIommuGroup(PciAddress function, Fact<Integer> group) implements FunctionEdit {
    @Override
    public String verb() {
      return "set IOMMU group";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().system(before.system().withIommuGroup(group)).build();
    }
  }

  record SetDmaMask(PciAddress function, Fact<Long> mask) implements FunctionEdit {
    @Override
    public String verb() {
      return "set DMA mask";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().system(before.system().withDmaMask(mask)).build();
    }
  }

  /// Says what memory a driver registered for peers, and whether it published it.
  ///
  /// @param memory known to be empty where none is registered
  record SetPeerMemory(PciAddress function, Fact<Optional<PeerMemory>> memory)
      implements FunctionEdit {
    @Override
    public String verb() {
      return "set peer memory";
    }

    @Override
    public PciFunction change(PciFunction before) {
      return before.toBuilder().system(before.system().withPeerMemory(memory)).build();
    }
  }
}
