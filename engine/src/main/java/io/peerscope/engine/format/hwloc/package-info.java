/// Reads topologies that hwloc exports as XML, versions 1 to 3.
@NullMarked
package io.peerscope.engine.format.hwloc;

import org.jspecify.annotations.NullMarked;
