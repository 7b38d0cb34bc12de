/// Names of vendors and devices, for inputs that tell ids only.
@NullMarked
package io.peerscope.engine.format.names;

import org.jspecify.annotations.NullMarked;
