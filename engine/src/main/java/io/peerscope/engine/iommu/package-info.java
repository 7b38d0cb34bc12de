/// I/O virtual addresses: which of them a device may use, which one an allocator picks, and what a
/// page table makes of them.
@NullMarked
package io.peerscope.engine.iommu;

import org.jspecify.annotations.NullMarked;
