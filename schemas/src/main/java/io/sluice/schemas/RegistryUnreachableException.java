package io.sluice.schemas;

/** The schema registry is needed to read a record and cannot be asked now. */
public final class RegistryUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RegistryUnreachableException(String why) {
    super(why);
  }
}
