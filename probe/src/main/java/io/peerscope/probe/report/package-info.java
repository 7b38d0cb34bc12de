/// What a probe did, what it learnt, and how that compares with what the engine predicts.
@NullMarked
package io.peerscope.probe.report;

import org.jspecify.annotations.NullMarked;
