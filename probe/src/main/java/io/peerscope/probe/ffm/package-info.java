/// The C library's calls, through `java.lang.foreign`.
@NullMarked
package io.peerscope.probe.ffm;

import org.jspecify.annotations.NullMarked;
