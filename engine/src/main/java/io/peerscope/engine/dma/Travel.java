package io.peerscope.engine.dma;

import io.peerscope.engine.routing.Route;
import java.util.Optional;

/// The ways of a DMA's TLPs, as far as ports and switches tell them.
///
/// @param request up from the client
/// @param beyond the request on from the root complex, where it gets there and is meant for a
///   device
/// @param answer the completion up from the device that answers
/// @param answerBeyond the completion down from the root complex
public record Travel(
    Route request, Optional<Route> beyond, Optional<Route> answer, Optional<Route> answerBeyond) {}
