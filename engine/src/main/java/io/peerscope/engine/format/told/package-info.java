/// What readers of single formats tell, in one shape, so that it can be merged by address.
@NullMarked
package io.peerscope.engine.format.told;

import org.jspecify.annotations.NullMarked;
