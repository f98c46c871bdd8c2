package io.sluice.gateway.source;

import io.sluice.gateway.payload.BodyForm;
import io.sluice.gateway.payload.OnInvalid;
import io.sluice.gateway.payload.PayloadSchemas;
import java.util.Optional;

/**
 * What bodies of a source must be like, and whether they are split.
 *
 * @param form what they must be
 * @param schemas what those of an event type must be like
 * @param onInvalid what becomes of others
 * @param batch how bodies that are lists are split into events, if they are
 */
public record PayloadRules(
    BodyForm form, Optional<PayloadSchemas> schemas, OnInvalid onInvalid, Optional<Batch> batch) {

  static final PayloadRules NONE =
      new PayloadRules(BodyForm.ANY, Optional.empty(), OnInvalid.REJECT, Optional.empty());
}
