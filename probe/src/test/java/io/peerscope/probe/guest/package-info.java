/// What the guest lane (`probe/guest-lane/run`) does inside of a virtual machine, where a real VFIO
/// answers. Nothing here is a unit test; the default build only compiles it.
@NullMarked
package io.peerscope.probe.guest;

import org.jspecify.annotations.NullMarked;
