/// A verdict to give away: one record that is written as JSON or text, read back, and stepped
/// without the machine it is about.
@NullMarked
package io.peerscope.engine.trace;

import org.jspecify.annotations.NullMarked;
