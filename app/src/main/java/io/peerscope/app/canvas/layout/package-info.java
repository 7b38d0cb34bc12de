/// Where everything of a topology stands: pure geometry on plain numbers, without a toolkit.
@NullMarked
package io.peerscope.app.canvas.layout;

import org.jspecify.annotations.NullMarked;
