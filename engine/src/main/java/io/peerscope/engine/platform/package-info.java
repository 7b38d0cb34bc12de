/// The whole modelled machine: hierarchy, processor, kernel and address windows.
@NullMarked
package io.peerscope.engine.platform;

import org.jspecify.annotations.NullMarked;
