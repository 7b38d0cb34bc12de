package io.peerscope.engine.fact;

/// One fact that a reason rests on.
///
/// @param about what it is a fact of: a function's address, or a word such as `cpu`
/// @param name name of the register bit, table row or line, e.g. `ACSCtl.ReqRedir`
/// @param value the value, or `unknown`
/// @param source where it was read, e.g. `x.txt:118`, or why it is unknown
public record Evidence(String about, String name, String value, String source) {}
