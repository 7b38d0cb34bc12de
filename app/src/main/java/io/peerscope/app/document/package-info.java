/// The one mutable thing: what is open, what is asked about it, and the answer.
@NullMarked
package io.peerscope.app.document;

import org.jspecify.annotations.NullMarked;
