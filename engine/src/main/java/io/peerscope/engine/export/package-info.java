/// Writes a machine in formats of other tools, and tells what each cannot carry of it.
@NullMarked
package io.peerscope.engine.export;

import org.jspecify.annotations.NullMarked;
