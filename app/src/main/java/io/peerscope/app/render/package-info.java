/// Writes the picture of a topology and a DMA on it to a file.
@NullMarked
package io.peerscope.app.render;

import org.jspecify.annotations.NullMarked;
