/** The server under load: its own figures, and its process if the tool starts it. */
@NullMarked
package io.tickstorm.load.server;

import org.jspecify.annotations.NullMarked;
