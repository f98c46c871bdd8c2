package io.sluice.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a real Kafka broker; the parameter's type says which.
 *
 * <pre>
 *   &#64;WithBroker
 *   class OrdersTest {
 *     &#64;Test void sharesABroker(Broker broker) { broker.topic("orders"); }
 *     &#64;Test void breaksItsOwn(OwnBroker broker) { broker.stop(); }
 *   }
 * </pre>
 *
 * <p>{@code -Dsluice.broker=docker} runs it with Testcontainers from the image {@code
 * -Dsluice.kafka.image}, {@code embedded} runs it in this JVM, and {@code auto}, the default, takes
 * Docker where an engine answers and has the image.
 */
@Documented
@Inherited
@Tag("broker")
@ExtendWith(BrokerExtension.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface WithBroker {}
