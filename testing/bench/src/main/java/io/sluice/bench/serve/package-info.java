/** The processes that are measured, and the broker behind them. */
@NullMarked
package io.sluice.bench.serve;

import org.jspecify.annotations.NullMarked;
