/// The kernel as the probe sees it: few calls, the requests and structures of VFIO as tables, and
/// what an errno means.
@NullMarked
package io.peerscope.probe.kernel;

import org.jspecify.annotations.NullMarked;
