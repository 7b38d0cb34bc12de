/// Reads outputs of nvidia-smi: the matrix of distance words, and tables with addresses.
@NullMarked
package io.peerscope.engine.format.nvidiasmi;

import org.jspecify.annotations.NullMarked;
