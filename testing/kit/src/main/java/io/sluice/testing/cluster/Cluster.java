package io.sluice.testing.cluster;

import io.sluice.testing.BrokerChoice;
import io.sluice.testing.FlakyLink;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three real Kafka brokers, numbered from 1, each of them a controller too.
 *
 * <pre>
 *   clients under test ─▶ link 1 ─▶ broker 1 ─┐
 *                      ─▶ link 2 ─▶ broker 2 ─┼─ replicate and elect among themselves,
 *                      ─▶ link 3 ─▶ broker 3 ─┘  whatever the links do
 *                                      ▲
 *   admin(), readers of topics ────────┘ directBootstrapServers(), past the links
 * </pre>
 *
 * <p>Addresses and data stay the same whatever happens to a broker. A call that hurts or mends one
 * returns at once; {@link #awaitHealthy()} waits until all three are at work again.
 */
public final class Cluster implements AutoCloseable {
  public static final int BROKERS = 3;

  private final Engine engine;
  private final List<Member> members;
  private final ClusterAdmin admin = new ClusterAdmin(this::runningAddresses);

  private Cluster(Engine engine, List<Member> members) {
    this.engine = engine;
    this.members = members;
  }

  /** Starts one with no data; its data is deleted with it. */
  static Cluster start(BrokerChoice choice) {
    Engine engine =
        switch (choice) {
          case BrokerChoice.Docker(String image, _) -> new ContainerEngine(image);
          case BrokerChoice.Embedded _ -> new ProcessEngine();
        };
    Cluster cluster = new Cluster(engine, members(engine));
    try {
      cluster.startAll();
      cluster.awaitHealthy();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static List<Member> members(Engine engine) {
    List<FlakyLink> links = Stream.generate(FlakyLink::leadingNowhere).limit(BROKERS).toList();
    List<Engine.Place> places = engine.place(links.stream().map(FlakyLink::port).toList());
    return IntStream.range(0, BROKERS)
        .mapToObj(i -> new Member(i + 1, places.get(i), links.get(i)))
        .toList();
  }

  /** What the clients under test are configured with: all brokers, each behind its link. */
  public String bootstrapServers() {
    return members.stream()
        .map(member -> "127.0.0.1:" + member.link().port())
        .collect(Collectors.joining(","));
  }

  /** The same brokers past the links, for those who look on. */
  public String directBootstrapServers() {
    return addresses(members.stream());
  }

  /** {@code docker} or {@code embedded}. */
  public String kind() {
    return engine.kind();
  }

  /** Topics, leaders, settings and rights. */
  public ClusterAdmin admin() {
    return admin;
  }

  /** The line between the clients and a broker, to cut, delay or black-hole it. */
  public FlakyLink linkTo(int broker) {
    return member(broker).link();
  }

  /** Does the same to the lines to all brokers. */
  public void toAllLinks(Consumer<FlakyLink> weather) {
    members.forEach(member -> weather.accept(member.link()));
  }

  /**
   * From now on clients are told, whatever they write, that they may not write idempotently, which
   * Kafka's producer takes for fatal. What they wrote is stored all the same.
   */
  public void forgeRefusalsOfIdempotentWrites() {
    toAll(Member::forgeRefusals);
  }

  /** Clients are told the truth again. */
  public void endForging() {
    toAll(Member::endForging);
  }

  /** Kills a broker: nothing is flushed, nobody is told, connections are closed. */
  public void kill(int broker) {
    member(broker).kill();
  }

  /** Starts a broker that was killed. */
  public void start(int broker) {
    member(broker).start();
  }

  /** Freezes a broker: it is as slow as one can be, and keeps all connections. */
  public void freeze(int broker) {
    member(broker).freeze();
  }

  /** Lets a frozen broker go on. */
  public void thaw(int broker) {
    member(broker).thaw();
  }

  public void killAll() {
    toAll(Member::kill);
  }

  public void killAllBut(int broker) {
    members.parallelStream().filter(member -> member.id() != broker).forEach(Member::kill);
  }

  public void startAll() {
    toAll(Member::start);
  }

  public void freezeAll() {
    toAll(Member::freeze);
  }

  public void thawAll() {
    toAll(Member::thaw);
  }

  /** Waits until every broker is at work and every replica of every topic is in sync. */
  public void awaitHealthy() {
    admin.awaitHealthy(BROKERS);
  }

  /** Undoes every fault and every withdrawn right, and waits until all is well. */
  public void mend() {
    toAll(Member::mend);
    awaitHealthy();
    admin.giveBackAllRights();
  }

  /** Writes what each broker logged so far into a folder. */
  void copyLogsTo(Path dir) {
    members.forEach(member -> member.copyLogTo(dir));
  }

  @Override
  public void close() {
    toAll(Member::close);
    engine.close();
  }

  /** At the same time, as far as that goes. */
  private void toAll(Consumer<Member> deed) {
    members.parallelStream().forEach(deed);
  }

  private Member member(int broker) {
    return members.get(broker - 1);
  }

  private String runningAddresses() {
    return addresses(members.stream().filter(Member::runs));
  }

  private static String addresses(Stream<Member> members) {
    return members.map(Member::directAddress).collect(Collectors.joining(","));
  }
}
