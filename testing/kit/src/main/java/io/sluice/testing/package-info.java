/** What tests are made with: brokers, a flaky link, a virtual clock, seeds, raw HTTP, patience. */
@NullMarked
package io.sluice.testing;

import org.jspecify.annotations.NullMarked;
