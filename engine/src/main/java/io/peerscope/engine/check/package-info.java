/// Findings about a machine, one check per class.
@NullMarked
package io.peerscope.engine.check;

import org.jspecify.annotations.NullMarked;
