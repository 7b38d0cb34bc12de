/// What is done about our own mistakes: they are told and written down, and work goes on.
@NullMarked
package io.peerscope.app.defect;

import org.jspecify.annotations.NullMarked;
