/// What a user can make the program do, each with its name and keys.
@NullMarked
package io.peerscope.app.action;

import org.jspecify.annotations.NullMarked;
