/// Distance words for pairs of devices that are known by number, not by address.
@NullMarked
package io.peerscope.engine.format.matrix;

import org.jspecify.annotations.NullMarked;
