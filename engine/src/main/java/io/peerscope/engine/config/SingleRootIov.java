package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;

/// The Single Root I/O Virtualization extended capability (id 0x0010).
///
/// @param totalVfs most virtual functions the device can have
/// @param numVfs virtual functions enabled now
/// @param vfOffset routing-ID distance from the physical function to its first virtual one
/// @param vfStride routing-ID distance between virtual functions
/// @param vfDevice device id of the virtual functions
public record SingleRootIov(
    int offset,
    Fact<Integer> totalVfs,
    Fact<Integer> numVfs,
    Fact<Integer> vfOffset,
    Fact<Integer> vfStride,
    Fact<Integer> vfDevice)
    implements Capability {}
