/** JMH: the pieces of the hot path, one at a time. {@code ./sluice-bench --pieces} runs them. */
@NullMarked
package io.sluice.bench.micro;

import org.jspecify.annotations.NullMarked;
