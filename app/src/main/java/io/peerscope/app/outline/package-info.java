/// The functions as a list one can search and a tree one can walk.
@NullMarked
package io.peerscope.app.outline;

import org.jspecify.annotations.NullMarked;
