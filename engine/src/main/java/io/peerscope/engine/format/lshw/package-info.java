/// Reads what lshw prints as JSON or XML.
@NullMarked
package io.peerscope.engine.format.lshw;

import org.jspecify.annotations.NullMarked;
