/// Colours, style sheets and icons; no logic of the domain.
@NullMarked
package io.peerscope.app.theme;

import org.jspecify.annotations.NullMarked;
