/// Everything the document tells of what is selected, to be read and changed.
@NullMarked
package io.peerscope.app.inspector;

import org.jspecify.annotations.NullMarked;
