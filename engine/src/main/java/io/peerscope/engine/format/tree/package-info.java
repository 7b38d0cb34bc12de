/// Trees of files, on disk or in an archive, that nothing leads out of.
@NullMarked
package io.peerscope.engine.format.tree;

import org.jspecify.annotations.NullMarked;
