package io.sluice.standalone;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Judgement;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.VerifiedHook;
import io.sluice.platform.log.Logging;
import io.sluice.schemas.RegistryUnreachableException;
import io.sluice.schemas.Topics;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WebhookEvents;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a stored request again, with the configuration of today. */
@Command(
    name = "verify",
    description = {
      "Judge a stored request again, with the sources and secrets of the configuration.",
      "A refused one that is genuine after all can be promoted: it becomes the event that it",
      "should have been. Each promotion appends once more, with the same event id."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is genuine; and promoted, if asked for",
      "1:it is refused",
      "2:it could not be judged or promoted; the message says why",
      "3:the configuration has faults"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int GENUINE = 0;
  private static final int REFUSED = 1;
  private static final int UNDECIDED = 2;

  /** The time at which signed times and secrets are judged. */
  enum AsOf {
    RECEIVED,
    NOW
  }

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Mixin
  private Target target;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Option(
      names = "--record",
      required = true,
      paramLabel = "RECORD",
      converter = WantedRecord.Reader.class,
      description = {
        "The record, as TOPIC/PARTITION/OFFSET: of the topic of refused requests or of a topic of",
        "events. Or the id of a refused request, as the answer to it and the log told it."
      })
  private WantedRecord record;

  @Option(
      names = "--as-of",
      description =
          "Judge signed times as when it was received, or as now: ${COMPLETION-CANDIDATES}."
              + " Default: ${DEFAULT-VALUE}",
      defaultValue = "received")
  private AsOf asOf = AsOf.RECEIVED;

  @Option(names = "--promote", description = "Append it to its topic of events if it is genuine.")
  private boolean promote;

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws InterruptedException {
    try (Logging _ = CommandLogs.tool()) {
      StoredHook stored = read();
      Source source = source(stored);
      PrintWriter out = spec.commandLine().getOut();
      out.println(record + ": " + stored);
      return switch (SecondLook.at(stored, source, time(stored))) {
        case SecondLook.Finding.Genuine(var verdict) -> {
          VerifiedHook hook = verdict.hook();
          out.printf("genuine: proved by %s with %s%n", hook.scheme(), hook.secretName());
          Judgement judgement = Intake.judge(verdict, source);
          payloadFault(judgement)
              .ifPresent(why -> out.println("but its payload is wrong: " + TerminalText.line(why)));
          if (promote) {
            promote(stored, judgement, out);
          }
          yield GENUINE;
        }
        case SecondLook.Finding.Refused(var reason) -> {
          out.println("refused: " + reason.name().toLowerCase(Locale.ROOT));
          yield REFUSED;
        }
        case SecondLook.Finding.Open(String why) ->
            throw undecided("cannot be judged again: " + why);
      };
    } catch (RegistryUnreachableException e) {
      throw undecided(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw undecided("Kafka at " + target.bootstrapServers() + " fails: " + e.getMessage());
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  private StoredHook read() {
    try (TopicLog log = TopicLog.open(target);
        WebhookEvents events =
            target
                .config()
                .kafka()
                .schemaRegistry()
                .map(WebhookEvents::withRegistry)
                .orElseGet(WebhookEvents::create)) {
      return switch (StoredHook.read(find(log), events)) {
        case StoredHook.Read.Stored(StoredHook stored) -> stored;
        case StoredHook.Read.Unreadable(String why) ->
            throw undecided(record + " cannot be read: " + why);
      };
    }
  }

  private ConsumerRecord<byte[], byte[]> find(TopicLog log) {
    return switch (record) {
      case WantedRecord.At(Place place) ->
          log.at(place)
              .orElseThrow(() -> undecided("there is no record " + place + ", or no longer"));
      case WantedRecord.OfRequest(String id) ->
          RejectedLog.find(log, id)
              .orElseThrow(() ->
                  undecided(
                      "of request %s nothing is kept in %s: a sample is, and for some time"
                          .formatted(id, Topics.rejected())));
    };
  }

  private Source source(StoredHook stored) {
    Source source = target.config().sources().find(stored.source());
    if (source == null) {
      throw undecided(
          "the configuration has no source %s, to which it was sent"
              .formatted(TerminalText.line(stored.source())));
    }
    return source;
  }

  private Instant time(StoredHook stored) {
    return switch (asOf) {
      case RECEIVED -> stored.receivedAt();
      case NOW -> clock.instant();
    };
  }

  /** What keeps a proved request from being an event. */
  private static Optional<String> payloadFault(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Invalid(String why) -> Optional.of(why);
      case Judgement.Append(List<HookRecord> hooks)
          when hooks.getFirst().topic().equals(Topics.rejected()) ->
          Optional.of(hooks.getFirst().notes().getOrDefault(HookRecord.INVALID, ""));
      case Judgement.Append _, Judgement.Respond _, Judgement.Refuse _, Judgement.Fetch _ ->
          Optional.empty();
    };
  }

  private void promote(StoredHook stored, Judgement judgement, PrintWriter out)
      throws InterruptedException {
    if (stored.kind() != StoredHook.Kind.REJECTED) {
      throw undecided("not promoted: it is an event already");
    }
    switch (judgement) {
      case Judgement.Append(List<HookRecord> hooks) when payloadFault(judgement).isEmpty() -> {
        List<Place> places = append(hooks, stored.id());
        for (int i = 0; i < places.size(); i++) {
          WebhookEvent event = hooks.get(i).event();
          out.printf(
              "promoted: event %s of type %s is in %s%n",
              TerminalText.line(event.id()), TerminalText.line(event.type()), places.get(i));
        }
      }
      case Judgement.Append _,
          Judgement.Invalid _,
          Judgement.Refuse _,
          Judgement.Respond _,
          Judgement.Fetch _ ->
          throw undecided("not promoted: the gateway would not take it as an event");
    }
  }

  private List<Place> append(List<HookRecord> hooks, String requestId) throws InterruptedException {
    try {
      return Promotion.append(target, hooks, requestId);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw undecided("not promoted: " + cause.getMessage());
    } catch (TimeoutException e) {
      throw undecided("not known to be promoted: no answer in time; it may still turn up");
    }
  }

  private static CommandFailed undecided(String message) {
    return new CommandFailed(UNDECIDED, message);
  }
}
