/// May these two talk: one result per gate, each with its reasons.
@NullMarked
package io.peerscope.engine.verdict;

import org.jspecify.annotations.NullMarked;
