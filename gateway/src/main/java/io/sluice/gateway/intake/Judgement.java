package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.verify.Refusal;

/** What is to be done with a request that was read whole and put to the proof. */
public sealed interface Judgement {

  /** Make it durable, then say yes. */
  record Append(HookRecord record) implements Judgement {}

  /** Answer the provider's question; store nothing. */
  record Respond(Reply reply) implements Judgement {}

  /** Turn it down; store nothing. */
  record Refuse(Refusal reason) implements Judgement {}
}
