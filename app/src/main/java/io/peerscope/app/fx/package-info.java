/// The few JavaFX helpers we own: nodes, work off the FX thread, time that tests can stop.
@NullMarked
package io.peerscope.app.fx;

import org.jspecify.annotations.NullMarked;
