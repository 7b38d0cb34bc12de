/// Reads definitions of virtual machines: QEMU command lines and libvirt domains.
@NullMarked
package io.peerscope.engine.format.guest;

import org.jspecify.annotations.NullMarked;
