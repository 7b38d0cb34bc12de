package io.peerscope.engine.distance;

/// How one tool measures; never asked about a function and itself.
interface Rule {

  Measure measure(Pair pair);
}
