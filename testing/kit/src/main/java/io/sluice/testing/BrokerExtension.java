package io.sluice.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out brokers: one shared by the JVM's whole run, own ones that end with their test. */
final class BrokerExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(BrokerExtension.class);

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Broker.class || type == OwnBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    BrokerChoice choice = choiceOf(test);
    if (parameter.getParameter().getType() == OwnBroker.class) {
      return test.getStore(OURS)
          .computeIfAbsent(OwnBroker.class, _ -> choice.startBroker(), OwnBroker.class);
    }
    // The store closes what it holds when the run ends.
    return test.getStore(StoreScope.LAUNCHER_SESSION, OURS)
        .computeIfAbsent(Broker.class, _ -> choice.startBroker(), Broker.class);
  }

  /** Made, and said, once in a run. */
  private static BrokerChoice choiceOf(ExtensionContext test) {
    return test.getStore(StoreScope.LAUNCHER_SESSION, OURS)
        .computeIfAbsent(BrokerChoice.class, _ -> choose(), BrokerChoice.class);
  }

  private static BrokerChoice choose() {
    BrokerChoice choice = BrokerChoice.ofThisRun();
    System.out.println("Broker for tests: " + choice.sentence());
    return choice;
  }
}
