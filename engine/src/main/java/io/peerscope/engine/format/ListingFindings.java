package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import java.util.List;

/// Puts what readers of single formats find beside what other inputs say of the same machine.
///
/// @param listing what was read so far
record ListingFindings(Listing listing) implements Findings {

  @Override
  public void add(ToldFunction function) {
    listing.draft(function.address(), function.position()).add(function);
  }

  @Override
  public void addGuest(List<ToldFunction> functions, SourcePosition at) {
    listing.addGuest(new Guest(functions, at));
  }

  @Override
  public void tellCpu(Cpu cpu, SourcePosition at) {
    listing.machine().tellCpu(cpu, at);
  }

  @Override
  public void tellKernel(String release, SourcePosition at) {
    listing.machine().readRelease(release, at);
  }

  @Override
  public void addWindow(HostBridgeWindow window) {
    listing.machine().addWindow(window);
  }

  @Override
  public void tellOpener(PciBus rootBus, PciAddress opener, SourcePosition at) {
    listing.tellOpener(rootBus, opener, at);
  }

  @Override
  public void tellIommu() {
    listing.machine().iommu().tellPresent();
  }

  @Override
  public void ignore(String what, String why, SourcePosition at) {
    listing.leftovers().ignore(what, why, at);
  }

  @Override
  public void miss(String what, String command, SourcePosition at) {
    listing.leftovers().miss(what, command, at);
  }

  @Override
  public DiagnosticLog log() {
    return listing.log();
  }
}
