/// Reads the machine-readable outputs of lspci: `-m`, `-mm`, `-vm`, `-vmm`.
@NullMarked
package io.peerscope.engine.format.lspcifields;

import org.jspecify.annotations.NullMarked;
