/** The gateway, from socket to log. Its rooms follow the walk of one request. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
