/// Reads topologies of NCCL and RCCL (`NCCL_TOPO_DUMP_FILE`).
@NullMarked
package io.peerscope.engine.format.nccl;

import org.jspecify.annotations.NullMarked;
