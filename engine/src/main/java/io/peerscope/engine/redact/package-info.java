/// Takes out of a machine what would tell whose it is, before it is given away.
@NullMarked
package io.peerscope.engine.redact;

import org.jspecify.annotations.NullMarked;
