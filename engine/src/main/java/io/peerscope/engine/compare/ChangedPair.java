package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;

/// An ordered pair whose map type is another one.
public record ChangedPair(PciAddress provider, PciAddress client, Change change) {}
