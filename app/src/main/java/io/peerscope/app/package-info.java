/// The entry point, and where the parts of the window meet.
@NullMarked
package io.peerscope.app;

import org.jspecify.annotations.NullMarked;
