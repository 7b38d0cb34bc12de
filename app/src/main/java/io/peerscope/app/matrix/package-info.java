/// All pairs of endpoints at once, coloured by verdict.
@NullMarked
package io.peerscope.app.matrix;

import org.jspecify.annotations.NullMarked;
