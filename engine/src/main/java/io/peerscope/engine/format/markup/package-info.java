/// XML and JSON as small trees, read within limits, also out of a text with prose around.
@NullMarked
package io.peerscope.engine.format.markup;

import org.jspecify.annotations.NullMarked;
