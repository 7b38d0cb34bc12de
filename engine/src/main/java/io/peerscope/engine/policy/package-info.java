/// What software decides: the Linux P2PDMA procedure by kernel version, from tables.
@NullMarked
package io.peerscope.engine.policy;

import org.jspecify.annotations.NullMarked;
