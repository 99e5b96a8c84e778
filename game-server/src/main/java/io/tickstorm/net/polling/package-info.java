/** The fallback transport: a session whose messages travel in HTTP requests. */
@NullMarked
package io.tickstorm.net.polling;

import org.jspecify.annotations.NullMarked;
