/// What is different between two machines, or between one machine under two sets of circumstances:
/// of one DMA the first step that differs, of all pairs those that changed, by cause.
@NullMarked
package io.peerscope.engine.compare;

import org.jspecify.annotations.NullMarked;
