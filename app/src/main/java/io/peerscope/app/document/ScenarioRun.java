package io.peerscope.app.document;

import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.verdict.Flight;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;

/// A scenario with the answers to all of its DMAs.
///
/// @param flights in the order of the scenario
public record ScenarioRun(Scenario scenario, List<Flight> flights) {

  public ScenarioRun {
    flights = List.copyOf(flights);
  }

  /// What is drawn: of each DMA the piece that is followed.
  public List<Verdict> verdicts() {
    return flights.stream().flatMap(flight -> flight.followed().stream()).toList();
  }
}
