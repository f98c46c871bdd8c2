package io.sluice.gateway.content;

/** A way to make a body smaller. */
public enum Compression {
  /** One or more gzip members, one behind the other (RFC 1952). */
  GZIP,
  /** A zlib stream (RFC 1950), or the bare deflate stream that some senders put in its place. */
  DEFLATE
}
