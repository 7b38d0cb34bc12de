package io.peerscope.app.document;

import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is open: a reading, and what it was read from.
///
/// @param name what to call it, for people
/// @param file where it lives; empty for pasted text
/// @param reading the machine as read, before any choice of the user
/// @param story what a sample says of itself
/// @param quoted the lines that its diagnostics are about
/// @param findings what the checks say of the machine itself
public record Machine(
    String name,
    Optional<Path> file,
    Reading reading,
    Optional<Story> story,
    QuotedLines quoted,
    List<Finding> findings) {

  public Machine {
    findings = List.copyOf(findings);
  }

  /// How many things a user should look at.
  public int problems() {
    return reading.diagnostics().size() + findings.size();
  }

  /// The processor, as the input tells it.
  public Fact<Cpu> cpu() {
    return reading.platform().cpu();
  }

  /// The Linux release, as the input tells it.
  public Fact<KernelVersion> kernel() {
    return reading.platform().kernel();
  }

  /// How DMA is mapped, as the input tells it.
  public Fact<IommuMode> iommu() {
    return reading.platform().iommu();
  }
}
