/// The command line: thin commands over everything below; the only package that prints.
@NullMarked
package io.peerscope.engine.cli;

import org.jspecify.annotations.NullMarked;
