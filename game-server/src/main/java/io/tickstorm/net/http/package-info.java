/** The HTTP listener and its resources: page, health, metrics, room questions and announcements. */
@NullMarked
package io.tickstorm.net.http;

import org.jspecify.annotations.NullMarked;
