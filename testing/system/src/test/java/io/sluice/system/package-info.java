/** The whole of Sluice, tried from outside: through its ports, its command line and real Kafka. */
@NullMarked
package io.sluice.system;

import org.jspecify.annotations.NullMarked;
