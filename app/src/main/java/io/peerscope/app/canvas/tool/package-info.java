/// What the pointer does on the canvas: one class per gesture, one owner of the pointer at a time.
@NullMarked
package io.peerscope.app.canvas.tool;

import org.jspecify.annotations.NullMarked;
