package io.sluice.testing.cluster;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Rules that take one right from the clients.
 *
 * <p>Where there is no rule at all, clients may do everything; where there is one, only what a rule
 * allows. So each denial comes with the permission of everything else.
 */
final class Rights {

  private Rights() {}

  static List<AclBinding> allButWriting(String topic) {
    return allBut(AclOperation.WRITE, ResourceType.TOPIC, topic);
  }

  /** The id is given to whoever may ask for it, and to whoever may write to any topic. */
  static List<AclBinding> allButProducing() {
    List<AclBinding> cluster =
        allBut(AclOperation.IDEMPOTENT_WRITE, ResourceType.CLUSTER, Resource.CLUSTER_NAME);
    List<AclBinding> topics = allButWriting(ResourcePattern.WILDCARD_RESOURCE);
    return Stream.concat(cluster.stream(), topics.stream()).toList();
  }

  private static List<AclBinding> allBut(AclOperation denied, ResourceType type, String name) {
    ResourcePattern what = new ResourcePattern(type, name, PatternType.LITERAL);
    return List.of(
        new AclBinding(what, rule(AclOperation.ALL, AclPermissionType.ALLOW)),
        new AclBinding(what, rule(denied, AclPermissionType.DENY)));
  }

  private static AccessControlEntry rule(AclOperation operation, AclPermissionType permission) {
    return new AccessControlEntry(NodeSettings.CLIENTS, "*", operation, permission);
  }
}
