/// Who above the kernel may still refuse a DMA: the devices' drivers, and the library that asks for
/// it, as tables of what is publicly documented.
@NullMarked
package io.peerscope.engine.parties;

import org.jspecify.annotations.NullMarked;
