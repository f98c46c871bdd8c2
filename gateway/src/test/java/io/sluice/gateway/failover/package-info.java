@NullMarked
package io.sluice.gateway.failover;

import org.jspecify.annotations.NullMarked;
