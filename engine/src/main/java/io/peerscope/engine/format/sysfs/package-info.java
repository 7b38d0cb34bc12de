/// What a tree of sysfs says, attribute by attribute (kernel
/// `Documentation/ABI/testing/sysfs-bus-pci`).
@NullMarked
package io.peerscope.engine.format.sysfs;

import org.jspecify.annotations.NullMarked;
