package io.sluice.gateway.log;

import java.util.Collection;
import java.util.Optional;

/** Has topics be there, and their brokers be known. Blocks: not for an event loop. */
public interface WarmTopics {

  /** Has every one of {@code topics} exist, as durable as planned, and the producer know it. */
  TopicCheck prepare(Collection<String> topics) throws InterruptedException;

  /** Fetches the metadata of every topic; says why where that fails. */
  Optional<String> metadataFault(Collection<String> topics) throws InterruptedException;
}
