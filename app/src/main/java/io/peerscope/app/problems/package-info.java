/// What was wrong with the input, line by line.
@NullMarked
package io.peerscope.app.problems;

import org.jspecify.annotations.NullMarked;
