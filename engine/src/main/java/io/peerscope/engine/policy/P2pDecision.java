package io.peerscope.engine.policy;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;
import java.util.Optional;

/// What `calc_map_type_and_dist()` answers for one provider and client.
///
/// @param type the map type; unknown where a fact is missing that could change it
/// @param distance steps as the kernel counts them; empty where the input does not tell the
///   hierarchy
/// @param reason why, down to the register bit or table row
public record P2pDecision(Fact<P2pMapType> type, Optional<Integer> distance, Reason reason) {}
