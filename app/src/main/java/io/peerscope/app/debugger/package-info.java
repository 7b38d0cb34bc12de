/// Following a DMA: a cursor over its steps, as buttons, a scrubber and tables.
@NullMarked
package io.peerscope.app.debugger;

import org.jspecify.annotations.NullMarked;
