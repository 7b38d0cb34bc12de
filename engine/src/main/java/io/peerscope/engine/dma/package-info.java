/// A DMA followed end to end: page lookup, translators, mapping, and the steps of its travel.
@NullMarked
package io.peerscope.engine.dma;

import org.jspecify.annotations.NullMarked;
