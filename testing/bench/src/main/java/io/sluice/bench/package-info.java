/**
 * What an event costs: the gateway beside servers that do less, all in one run. {@link
 * io.sluice.bench.BenchMain} starts every server, broker and load generator as a process of its
 * own.
 */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
