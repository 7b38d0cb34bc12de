/// Numbers with a meaning: functions, buses and one type per address space.
@NullMarked
package io.peerscope.engine.address;

import org.jspecify.annotations.NullMarked;
