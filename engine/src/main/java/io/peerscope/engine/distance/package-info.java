/// The words by which tools name the distance of two functions, each tool by its own rule.
@NullMarked
package io.peerscope.engine.distance;

import org.jspecify.annotations.NullMarked;
