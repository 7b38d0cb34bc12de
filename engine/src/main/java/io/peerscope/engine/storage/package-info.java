/// Keeps documents on disk: whole or as they were, with earlier versions and a journal of what is
/// not saved yet.
@NullMarked
package io.peerscope.engine.storage;

import org.jspecify.annotations.NullMarked;
