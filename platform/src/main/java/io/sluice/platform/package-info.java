/**
 * What every Sluice process has before it has a job: configuration, life cycle, ops server, logs.
 */
@NullMarked
package io.sluice.platform;

import org.jspecify.annotations.NullMarked;
