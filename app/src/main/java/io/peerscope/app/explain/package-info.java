/// A verdict as a sentence, gates and a tree of reasons.
@NullMarked
package io.peerscope.app.explain;

import org.jspecify.annotations.NullMarked;
