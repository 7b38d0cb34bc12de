/// IOMMU groups: which functions Linux cannot keep apart, and which port, alias or sibling is to
/// blame; and what the kernel makes of the ACS controls at boot.
@NullMarked
package io.peerscope.engine.isolation;

import org.jspecify.annotations.NullMarked;
