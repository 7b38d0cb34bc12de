package io.peerscope.engine.format.tree;

/// What is at a path of a tree, itself, before any link is followed.
public sealed interface Node {

  /// A folder.
  record Folder() implements Node {}

  /// A regular file.
  record File() implements Node {}

  /// A symbolic link.
  ///
  /// @param target what it says, relative to its folder, or from the root of the tree on with `/`
  record Link(String target) implements Node {}
}
