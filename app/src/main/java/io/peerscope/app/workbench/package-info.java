/// The window: arranges the parts, opens files, remembers its habits.
@NullMarked
package io.peerscope.app.workbench;

import org.jspecify.annotations.NullMarked;
