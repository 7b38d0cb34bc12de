/// Reads the drawings of `lspci -t`.
@NullMarked
package io.peerscope.engine.format.lspcitree;

import org.jspecify.annotations.NullMarked;
