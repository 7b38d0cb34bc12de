package io.peerscope.probe.cli;

import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.probe.ffm.LinuxKernel;
import io.peerscope.probe.kernel.VfioKernel;
import io.peerscope.probe.level.VfioFiles;
import io.peerscope.probe.level.VfioProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The machine to probe: this one, or that of a test.
///
/// @param root the folder that `sys`, `proc` and `dev` are in
/// @param kernel who answers requests; made when the first is asked
record Host(Path root, Supplier<VfioKernel> kernel) {

  static Host thisMachine() {
    return new Host(Path.of("/"), LinuxKernel::new);
  }

  /// Sysfs and `/proc`, as an input.
  ///
  /// @throws IOException when there is no sysfs
  Input input() throws IOException {
    return ThisMachine.input(root);
  }

  VfioFiles files() {
    return new VfioFiles(root);
  }

  VfioProbe vfio() {
    return new VfioProbe(kernel, files());
  }
}
