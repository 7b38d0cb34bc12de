/// The command line of the probe.
@NullMarked
package io.peerscope.probe.cli;

import org.jspecify.annotations.NullMarked;
