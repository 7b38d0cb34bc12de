package io.peerscope.app.document;

import io.peerscope.engine.platform.MachineChange;

/// Something that happened to the running machine.
///
/// @param time when it was seen, as `14:03:07`
/// @param change what it is
public record LiveEvent(String time, MachineChange change) {}
