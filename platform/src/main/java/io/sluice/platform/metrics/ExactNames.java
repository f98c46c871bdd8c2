package io.sluice.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;

/** Exports gauges of the table under their very names; Micrometer would cut off {@code _info}. */
final class ExactNames extends PrometheusNamingConvention {

  @Override
  public String name(String name, Meter.Type type, @Nullable String baseUnit) {
    return type == Meter.Type.GAUGE && name.startsWith("sluice_")
        ? name
        : super.name(name, type, baseUnit);
  }
}
