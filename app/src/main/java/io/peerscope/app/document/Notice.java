package io.peerscope.app.document;

/// Something that went wrong and that the user can do something about.
///
/// @param what what is wrong, one sentence
/// @param where the file and line, or empty
/// @param advice what to do
public record Notice(String what, String where, String advice) {}
