/// What the hardware does with a TLP, and why; the only package that uses JGraphT.
@NullMarked
package io.peerscope.engine.routing;

import org.jspecify.annotations.NullMarked;
