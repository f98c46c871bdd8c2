/** Turns measurements into tables, pictures and JSON. */
@NullMarked
package io.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
