/// Configuration space as data: identity, BARs, bridge registers, capabilities.
@NullMarked
package io.peerscope.engine.config;

import org.jspecify.annotations.NullMarked;
