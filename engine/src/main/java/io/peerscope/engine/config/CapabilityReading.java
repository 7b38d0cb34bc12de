package io.peerscope.engine.config;

import java.util.List;

/// Both capability lists as far as they could be walked, and what was wrong on the way.
public record CapabilityReading(Capabilities capabilities, List<RegisterAnomaly> anomalies) {

  public CapabilityReading {
    anomalies = List.copyOf(anomalies);
  }
}
