/// Reads listings of IOMMU groups, and paths of sysfs in texts.
@NullMarked
package io.peerscope.engine.format.groups;

import org.jspecify.annotations.NullMarked;
