/// Asks the kernel of the machine one is at: sysfs without any privilege, and VFIO level by level
/// where that is allowed. The engine does not know of it.
module io.peerscope.probe {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires transitive io.peerscope.engine;
  requires static org.jspecify;

  exports io.peerscope.probe.cli;
  exports io.peerscope.probe.kernel;
  exports io.peerscope.probe.level;
  exports io.peerscope.probe.report;

  opens io.peerscope.probe.cli to
      info.picocli;
  opens io.peerscope.probe.kernel to
      io.peerscope.engine;
}
