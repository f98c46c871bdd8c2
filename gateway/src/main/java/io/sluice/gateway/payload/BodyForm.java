package io.sluice.gateway.payload;

/** What kind of document a body has to be. */
public enum BodyForm {
  /** Any bytes at all. */
  ANY,
  /** One JSON value (RFC 8259) in UTF-8, without a byte order mark. */
  JSON,
  /** The names and values of a form (application/x-www-form-urlencoded) in UTF-8. */
  FORM,
  /** A well-formed XML document in UTF-8, without a document type declaration. */
  XML
}
