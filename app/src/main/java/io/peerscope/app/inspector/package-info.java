/// Everything the input tells of the selected function.
@NullMarked
package io.peerscope.app.inspector;

import org.jspecify.annotations.NullMarked;
