/// PCI topologies, what the hardware does with a transaction, what software decides about it, and
/// the verdict: everything that needs no window.
module io.peerscope.engine {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.jgrapht.core;
  requires static org.jspecify;
}
