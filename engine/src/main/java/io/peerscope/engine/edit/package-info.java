/// Every change a user can make to a machine, as a record applied to a platform, with the numbers
/// that firmware would give; and the history of the snapshots.
@NullMarked
package io.peerscope.engine.edit;

import org.jspecify.annotations.NullMarked;
