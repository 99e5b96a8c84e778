/** One benchmark for each stage of the frame path; the packages mirror the server's. */
@NullMarked
package io.tickstorm.micro;

import org.jspecify.annotations.NullMarked;
