package io.peerscope.engine.format.told;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import java.util.List;

/// Takes what readers find in the inputs.
public interface Findings {

  void add(ToldFunction function);

  void tellCpu(Cpu cpu, SourcePosition at);

  /// Takes a virtual machine in. Its addresses are those that the guest sees, so it is never merged
  /// with another machine.
  ///
  /// @param at where it is defined
  void addGuest(List<ToldFunction> functions, SourcePosition at);

  /// Takes the version of the running kernel in, as `uname -r` prints it.
  void tellKernel(String release, SourcePosition at);

  void addWindow(HostBridgeWindow window);

  /// A function whose driver opened the domain of a root bus, such as a VMD function.
  void tellOpener(PciBus rootBus, PciAddress opener, SourcePosition at);

  /// Something shows an IOMMU at work.
  void tellIommu();

  /// Something was understood, but the machine has no place for it.
  ///
  /// @param what in a few words, always the same for things of one kind
  /// @param why the reason, completing "not used: …"
  void ignore(String what, String why, SourcePosition at);

  /// Something that an input leaves out.
  ///
  /// @param what in a few words
  /// @param command what would supply it
  void miss(String what, String command, SourcePosition at);

  DiagnosticLog log();
}
