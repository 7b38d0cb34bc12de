/// What the inspector shows and how each fact is changed, without a display.
@NullMarked
package io.peerscope.app.inspector.page;

import org.jspecify.annotations.NullMarked;
