/// The PCI hierarchy: functions, host bridges, and who is below whom.
@NullMarked
package io.peerscope.engine.topology;

import org.jspecify.annotations.NullMarked;
