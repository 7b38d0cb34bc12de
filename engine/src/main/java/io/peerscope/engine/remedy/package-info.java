/// What a refusal teaches: whose fault it is, by which rule, and what would have to be different.
@NullMarked
package io.peerscope.engine.remedy;

import org.jspecify.annotations.NullMarked;
