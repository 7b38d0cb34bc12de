/// Reads what the kernel logs of PCI functions.
@NullMarked
package io.peerscope.engine.format.kernellog;

import org.jspecify.annotations.NullMarked;
