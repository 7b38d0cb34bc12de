/// A value together with where it was read, or why it is unknown.
@NullMarked
package io.peerscope.engine.fact;

import org.jspecify.annotations.NullMarked;
