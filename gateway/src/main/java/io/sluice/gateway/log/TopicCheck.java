package io.sluice.gateway.log;

import java.util.List;

/** What looking at the cluster's topics came to. */
public sealed interface TopicCheck {

  /** Every topic is there and as durable as asked for; {@code created} ones are new. */
  record Ready(List<String> created) implements TopicCheck {}

  /** The cluster cannot hold what is asked for. Each fault says what is wrong and what to do. */
  record Faulty(List<String> faults) implements TopicCheck {}

  /** The cluster did not answer. */
  record Unreachable(String why) implements TopicCheck {}
}
