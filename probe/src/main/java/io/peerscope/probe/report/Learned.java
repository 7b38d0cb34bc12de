package io.peerscope.probe.report;

import io.peerscope.probe.kernel.Level;

/// One fact that the kernel told.
///
/// @param level the level that asked
/// @param about a function's address, `group 7`, or `container`
/// @param name what it is
/// @param value in words
/// @param source the request that told it, and the node it was asked on
public record Learned(Level level, String about, String name, String value, String source) {}
