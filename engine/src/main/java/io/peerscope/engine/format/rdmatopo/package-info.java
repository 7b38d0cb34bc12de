/// Reads dumps of sysfs that `rdma_topo dump` of rdma-core writes.
@NullMarked
package io.peerscope.engine.format.rdmatopo;

import org.jspecify.annotations.NullMarked;
