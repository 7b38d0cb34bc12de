/// The palette: what one can put into a machine, to be dragged, clicked or called by its key.
@NullMarked
package io.peerscope.app.palette;

import org.jspecify.annotations.NullMarked;
