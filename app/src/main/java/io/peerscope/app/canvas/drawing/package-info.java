/// What a topology and a DMA on it look like, as toolkit-free marks and the painters of such marks.
@NullMarked
package io.peerscope.app.canvas.drawing;

import org.jspecify.annotations.NullMarked;
