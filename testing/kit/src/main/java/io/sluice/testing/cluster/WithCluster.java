package io.sluice.testing.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link Cluster} of three brokers, healthy when a test begins. All classes of a run
 * share it, because starting it takes longer than most tests; so topics are named by {@link
 * ClusterAdmin#nameFor}.
 *
 * <pre>
 *   &#64;WithCluster
 *   class FailoverTest {
 *     &#64;Test void survivesOneBroker(Cluster cluster) { cluster.kill(1); }
 *   }
 * </pre>
 *
 * <p>It runs in Docker or in processes of this machine, chosen as {@link
 * io.sluice.testing.WithBroker} says. When a test fails, what the brokers logged is kept in {@code
 * target/evidence}.
 */
@Documented
@Inherited
@Tag("broker")
@ExtendWith(ClusterExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithCluster {}
