/** Makes load: signed webhooks as GitHub sends them, over many connections, from one thread. */
@NullMarked
package io.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
