/// Shows a machine as nodes and lines that one can move over, zoom into and choose from.
@NullMarked
package io.peerscope.app.canvas;

import org.jspecify.annotations.NullMarked;
