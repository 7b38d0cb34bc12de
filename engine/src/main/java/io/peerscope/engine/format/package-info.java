/// Readers and writers, one class per format.
@NullMarked
package io.peerscope.engine.format;

import org.jspecify.annotations.NullMarked;
