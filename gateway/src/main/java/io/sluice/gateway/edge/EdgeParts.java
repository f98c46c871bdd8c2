package io.sluice.gateway.edge;

import io.sluice.gateway.dedupe.DuplicateWindow;
import io.sluice.gateway.edge.Admission.Door;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.log.Rejects;
import io.sluice.gateway.outbound.CertificateStore;
import io.sluice.gateway.outbound.Confirmation;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.metrics.Metrics;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all event loops of the edge share. Everything here may be used from any thread.
 *
 * @param sources the current snapshot of the configured sources
 * @param door whether requests are taken just now
 * @param duplicates the events that were stored lately
 * @param certificates those that senders are proved by
 * @param confirmation calls the URLs that providers want called
 * @param rejects where a sample of the refused requests goes
 * @param log where accepted hooks are made durable
 * @param store whether an event of a source could be made durable just now; asked at every head
 * @param guards what is counted for each source
 * @param proxies the proxies in front of the gateway whose word counts
 * @param limits the limits of the HTTP edge
 * @param clock the time of day
 * @param nanos a monotonic clock, in nanoseconds
 * @param requestIds makes the ids of one event loop's requests; asked once per loop
 * @param retryAfterSeconds what refused senders are told to wait, in seconds
 * @param metrics the meters of this process
 * @param requestLogging which requests are logged
 */
public record EdgeParts(
    Supplier<Sources> sources,
    Supplier<Door> door,
    DuplicateWindow duplicates,
    CertificateStore certificates,
    Confirmation confirmation,
    Rejects rejects,
    EventLog log,
    Function<Source, StoreState> store,
    Guards guards,
    TrustedProxies proxies,
    HttpLimits limits,
    InstantSource clock,
    LongSupplier nanos,
    Supplier<Supplier<String>> requestIds,
    IntSupplier retryAfterSeconds,
    Metrics metrics,
    RequestLogging requestLogging) {}
