/// What is different: between the machine as opened and as edited, under other circumstances, or in
/// another file.
@NullMarked
package io.peerscope.app.compare;

import org.jspecify.annotations.NullMarked;
