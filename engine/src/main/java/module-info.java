/// PCI topologies, what the hardware does with a transaction, what software decides about it, and
/// the verdict: everything that needs no window.
module io.peerscope.engine {
  requires transitive com.fasterxml.jackson.core;
  requires java.xml;
  requires transitive info.picocli;
  requires org.apache.commons.compress;
  requires org.jgrapht.core;
  requires org.tukaani.xz;
  requires static org.jspecify;

  exports io.peerscope.engine.address;
  exports io.peerscope.engine.check;
  exports io.peerscope.engine.cli;
  exports io.peerscope.engine.compare;
  exports io.peerscope.engine.config;
  exports io.peerscope.engine.diagnostic;
  exports io.peerscope.engine.distance;
  exports io.peerscope.engine.dma;
  exports io.peerscope.engine.edit;
  exports io.peerscope.engine.export;
  exports io.peerscope.engine.fact;
  exports io.peerscope.engine.format;
  exports io.peerscope.engine.format.document;
  exports io.peerscope.engine.format.matrix;
  exports io.peerscope.engine.format.names;
  exports io.peerscope.engine.iommu;
  exports io.peerscope.engine.isolation;
  exports io.peerscope.engine.parties;
  exports io.peerscope.engine.platform;
  exports io.peerscope.engine.policy;
  exports io.peerscope.engine.redact;
  exports io.peerscope.engine.remedy;
  exports io.peerscope.engine.routing;
  exports io.peerscope.engine.storage;
  exports io.peerscope.engine.topology;
  exports io.peerscope.engine.trace;
  exports io.peerscope.engine.verdict;

  opens io.peerscope.engine.cli to
      info.picocli;
}
