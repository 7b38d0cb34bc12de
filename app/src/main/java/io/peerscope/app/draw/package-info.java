/// What drawing means, before anybody sees it: what can be carried, where it may be let go, and
/// what that does to the machine.
@NullMarked
package io.peerscope.app.draw;

import org.jspecify.annotations.NullMarked;
