/// Pictures of address ranges to scale.
@NullMarked
package io.peerscope.app.scale;

import org.jspecify.annotations.NullMarked;
