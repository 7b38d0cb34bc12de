/// The levels of the probe, each with the calls that it makes.
@NullMarked
package io.peerscope.probe.level;

import org.jspecify.annotations.NullMarked;
