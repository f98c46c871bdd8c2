package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.verify.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What is to be done with a request that was read whole and put to the proof. */
public sealed interface Judgement {

  /** Make all of it durable, then say yes. */
  record Append(List<HookRecord> records) implements Judgement {}

  /** Proved, but its body is not what it must be; why is told without anything of the body. */
  record Invalid(String why) implements Judgement {}

  /** Answer the provider's question, and call the URL it wants called; store nothing. */
  record Respond(Reply reply, Optional<URI> visit) implements Judgement {}

  /** Turn it down with this status; store nothing. */
  record Refuse(Refusal reason, int status) implements Judgement {}

  /** Fetch this certificate, then prove it once more. */
  record Fetch(URI certificate) implements Judgement {}
}
