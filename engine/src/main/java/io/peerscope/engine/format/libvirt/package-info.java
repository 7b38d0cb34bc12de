/// Reads what libvirt tells of the functions of a host.
@NullMarked
package io.peerscope.engine.format.libvirt;

import org.jspecify.annotations.NullMarked;
