/// What is wrong with an input, how badly, and where.
@NullMarked
package io.peerscope.engine.diagnostic;

import org.jspecify.annotations.NullMarked;
