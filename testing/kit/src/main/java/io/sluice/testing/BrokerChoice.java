package io.sluice.testing;

/** Which kind of broker this run uses, and why. */
public sealed interface BrokerChoice {

  /** Starts a broker of this kind. */
  OwnBroker startBroker();

  /** Says what was chosen and why. */
  String sentence();

  /** The choice by the properties and the environment of this process. */
  static BrokerChoice ofThisRun() {
    return make(
        System.getProperty("sluice.broker", "auto"),
        System.getProperty("sluice.kafka.image", "local/kafka:4"),
        DockerEngine.fromEnvironment(System.getenv()));
  }

  /**
   * Chooses by what was asked for and by what this machine has.
   *
   * @throws IllegalStateException when Docker was demanded and cannot be used
   */
  static BrokerChoice make(String wish, String image, DockerEngine engine) {
    return switch (wish) {
      case "embedded" -> new Embedded("asked for by -Dsluice.broker=embedded");
      case "docker" -> demandDocker(image, engine.look(image));
      case "auto" -> preferDocker(image, engine.look(image));
      default ->
          throw new IllegalArgumentException(
              "-Dsluice.broker must be auto, docker or embedded, not " + wish);
    };
  }

  private static BrokerChoice demandDocker(String image, DockerEngine.Sight sight) {
    return switch (sight) {
      case DockerEngine.Sight.HasImage(String engine) -> new Docker(image, engine);
      // Testcontainers fetches it, which is what somebody who names an image wants.
      case DockerEngine.Sight.LacksImage(String engine) -> new Docker(image, engine);
      case DockerEngine.Sight.NoEngine(String why) ->
          throw new IllegalStateException(
              "-Dsluice.broker=docker was asked for, but no Docker engine answers: " + why);
    };
  }

  private static BrokerChoice preferDocker(String image, DockerEngine.Sight sight) {
    return switch (sight) {
      case DockerEngine.Sight.HasImage(String engine) -> new Docker(image, engine);
      case DockerEngine.Sight.LacksImage(String engine) ->
          new Embedded(
              "the Docker engine at %s has no image %s (testing/kit/kafka-image/build.sh builds it)"
                  .formatted(engine, image));
      case DockerEngine.Sight.NoEngine(String why) ->
          new Embedded("no Docker engine answers: " + why);
    };
  }

  /** A container of this image. */
  record Docker(String image, String engine) implements BrokerChoice {
    @Override
    public OwnBroker startBroker() {
      return DockerBroker.fresh(image);
    }

    @Override
    public String sentence() {
      return "docker, image %s on the engine at %s".formatted(image, engine);
    }
  }

  /** A broker in this JVM. */
  record Embedded(String reason) implements BrokerChoice {
    @Override
    public OwnBroker startBroker() {
      return BrokerBehindLink.fresh();
    }

    @Override
    public String sentence() {
      return "embedded, " + reason;
    }
  }
}
