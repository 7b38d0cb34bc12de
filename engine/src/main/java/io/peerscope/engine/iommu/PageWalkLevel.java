package io.peerscope.engine.iommu;

/// One entry that a page table look-up reads.
///
/// @param level 1 for the tables whose entries are 4 KiB pages, counted up to the root
/// @param index which of the 512 entries
/// @param covers bytes of the addresses that go through this entry
/// @param isLeaf whether the entry holds the physical address, instead of the next table
public record PageWalkLevel(int level, int index, long covers, boolean isLeaf) {}
