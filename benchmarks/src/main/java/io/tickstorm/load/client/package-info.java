/** Many players on one thread and one selector: WebSocket client, planned inputs, what they saw. */
@NullMarked
package io.tickstorm.load.client;

import org.jspecify.annotations.NullMarked;
