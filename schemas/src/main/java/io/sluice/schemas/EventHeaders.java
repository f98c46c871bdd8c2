package io.sluice.schemas;

/** The names of the headers on every record, and the values that never change. */
public final class EventHeaders {

  /** The version of CloudEvents that the {@code ce_} headers follow: always {@code 1.0}. */
  public static final String CE_SPECVERSION = "ce_specversion";

  /** The event's id. */
  public static final String CE_ID = "ce_id";

  /** {@code /in/} and the name of the source. */
  public static final String CE_SOURCE = "ce_source";

  /** The provider's name for what happened. */
  public static final String CE_TYPE = "ce_type";

  /** When the request was received: RFC 3339 in UTC with microseconds. */
  public static final String CE_TIME = "ce_time";

  /** What it happened to; absent when unknown. */
  public static final String CE_SUBJECT = "ce_subject";

  /** The media type of the record's value; of a raw one, what the sender said, if anything. */
  public static final String CONTENT_TYPE = "content-type";

  /** The W3C trace context; absent when there is none. */
  public static final String TRACEPARENT = "traceparent";

  /** {@code true} on every event. */
  public static final String VERIFIED = "sluice-verified";

  /** The scheme that proved the request genuine. */
  public static final String SCHEME = "sluice-scheme";

  /** The reference of the secret that proved it; never its value. */
  public static final String SECRET = "sluice-secret";

  /** The SHA-256 of the body in lower-case hexadecimal digits. */
  public static final String BODY_SHA256 = "sluice-body-sha256";

  /** The HTTP method; only on raw records, which are known by it. */
  public static final String METHOD = "sluice-method";

  /** The path as sent; only on raw records. */
  public static final String PATH = "sluice-path";

  /** The query as sent; only on raw records, absent when there was none. */
  public static final String QUERY = "sluice-query";

  /** The reason in one word; only on refused requests. */
  public static final String REJECTED = "sluice-rejected";

  /** The id of the refused request that this event was made from by hand, where it was. */
  public static final String PROMOTED = "sluice-promoted";

  /** What {@link #CE_SOURCE} starts with. */
  public static final String SOURCE_PREFIX = "/in/";

  /** The {@link #CONTENT_TYPE} of an envelope. */
  public static final String ENVELOPE_CONTENT_TYPE = "application/avro";

  private EventHeaders() {}
}
