package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.fact.Fact;
import java.util.OptionalInt;

/// One piece of a mapped list as the client gets it: an address and a length.
///
/// @param how how its address came about
/// @param block number of the IOVA block it lies in, from 0; empty where it is no IOVA
/// @param offset bytes from the start of the block; 0 where there is none
/// @param address where it is determined
/// @param length bytes
/// @param first number of its first element, from 1
/// @param last number of its last element
public record Segment(
    How how,
    OptionalInt block,
    long offset,
    Fact<Address> address,
    long length,
    int first,
    int last) {}
