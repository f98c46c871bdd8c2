package io.sluice.gateway.log;

import io.sluice.schemas.Topics;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of refused requests. Events wait for it in no way: while it cannot be had, refused
 * requests are not put aside, and one that is to go into quarantine is not accepted. Nothing is
 * sent to it before it is known to be as durable as the topics of events, since a request in
 * quarantine was answered like an event, and a broker may make a missing topic in a way of its own.
 */
public final class RejectsTopic {

  private static final Logger LOG = LoggerFactory.getLogger(RejectsTopic.class);
  private static final List<String> TOPIC = List.of(Topics.rejected());

  private final WarmTopics topics;
  private volatile boolean ready;
  private String reasonTold = "";

  public RejectsTopic(WarmTopics topics) {
    this.topics = topics;
  }

  /** Whether records may be sent to it. Any thread may ask. */
  public boolean isReady() {
    return ready;
  }

  /** Has it exist, or looks after it. For one thread. */
  void prepare() throws InterruptedException {
    if (ready) {
      topics.metadataFault(TOPIC).ifPresent(why -> LOG.warn("metadata is getting old: {}", why));
      return;
    }
    switch (topics.prepare(TOPIC)) {
      case TopicCheck.Ready _ -> ready = true;
      case TopicCheck.Faulty(List<String> faults) -> tellOnce(String.join("; ", faults));
      case TopicCheck.Unreachable(String why) -> tellOnce(why);
    }
  }

  private void tellOnce(String reason) {
    if (!reason.equals(reasonTold)) {
      LOG.warn("refused requests are not put aside, nor into quarantine: {}", reason);
      reasonTold = reason;
    }
  }
}
