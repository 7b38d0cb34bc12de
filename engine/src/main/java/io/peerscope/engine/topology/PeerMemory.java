package io.peerscope.engine.topology;

import io.peerscope.engine.fact.Fact;

/// Memory of a function that its driver registered for peers (`pci_p2pdma_add_resource`; sysfs
/// `p2pmem`).
///
/// @param size bytes registered
/// @param available bytes nobody has taken yet
/// @param published whether others may find it (`pci_p2pmem_publish`)
public record PeerMemory(long size, Fact<Long> available, Fact<Boolean> published) {}
