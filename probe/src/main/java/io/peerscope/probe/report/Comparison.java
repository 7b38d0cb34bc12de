package io.peerscope.probe.report;

/// What was predicted, beside what was seen.
///
/// @param about a function's address, or `group 7`
/// @param what the question
/// @param predicted the engine's answer, with its reason where it has none
/// @param observed the kernel's
/// @param agreement whether they fit
/// @param remark what the comparison does not say; may be empty
public record Comparison(
    String about,
    String what,
    String predicted,
    String observed,
    Agreement agreement,
    String remark) {}
