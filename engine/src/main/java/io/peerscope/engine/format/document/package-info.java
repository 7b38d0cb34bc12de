/// The Peerscope document: a machine with the origin of every fact, as JSON that is kept in version
/// control.
@NullMarked
package io.peerscope.engine.format.document;

import org.jspecify.annotations.NullMarked;
