/** Reads one YAML file into immutable records and tells all of its faults together. */
@NullMarked
package io.sluice.platform.config;

import org.jspecify.annotations.NullMarked;
