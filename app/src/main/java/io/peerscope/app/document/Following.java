package io.peerscope.app.document;

import io.peerscope.app.fx.Jobs;

/// What is worked out of the machine on show, each part for itself.
///
/// @param inquiry the DMA asked about
/// @param pairs all pairs of endpoints
/// @param watchList the DMAs that the user keeps an eye on
/// @param runs the scenario that is followed
record Following(Inquiry inquiry, Pairs pairs, WatchList watchList, ScenarioRuns runs) {

  /// @param answered what happens when there is an answer to what is asked
  Following(Jobs jobs, Runnable answered) {
    this(new Inquiry(jobs, answered), new Pairs(jobs), new WatchList(jobs), new ScenarioRuns(jobs));
  }
}
