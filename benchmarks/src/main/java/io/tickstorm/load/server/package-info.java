/** The server under load: its own figures, and the process, where the tool starts one. */
@NullMarked
package io.tickstorm.load.server;

import org.jspecify.annotations.NullMarked;
