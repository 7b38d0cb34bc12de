/// The DMAs that the user keeps an eye on, and what the last change did to all others.
@NullMarked
package io.peerscope.app.watch;

import org.jspecify.annotations.NullMarked;
