/// Fuzzing of everything that reads what people give us, guided by coverage.
///
/// `engine/fuzz` mutates inputs and keeps those that reach something new; [FuzzCorpusTest] reads in
/// each build what was worth keeping.
@NullMarked
package io.peerscope.engine.fuzz;

import org.jspecify.annotations.NullMarked;
