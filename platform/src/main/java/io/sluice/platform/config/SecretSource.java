package io.sluice.platform.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where references to secrets ({@code env:NAME}, {@code file:PATH}) are looked up. */
public final class SecretSource {

  static final String PATTERN = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$";
  private static final int SECRET_BYTES_MAX = 64 * 1024;
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  static final String BY_REFERENCE = "secrets are given by reference: write env:NAME or file:PATH";

  private final Function<String, @Nullable String> environment;
  private final Path folder;
  private final NotedFiles files;

  /** The file of each reference that was looked up in one. */
  private final Map<String, Path> fileByReference = new HashMap<>();

  private SecretSource(
      Function<String, @Nullable String> environment, Path folder, NotedFiles files) {
    this.environment = environment;
    this.folder = folder;
    this.files = files;
  }

  /** Looks up variables in {@code environment} and relative paths in {@code folder}. */
  public static SecretSource of(Function<String, @Nullable String> environment, Path folder) {
    return of(environment, folder, new NotedFiles());
  }

  /** Notes in {@code files} which files it looked into. */
  static SecretSource of(
      Function<String, @Nullable String> environment, Path folder, NotedFiles files) {
    return new SecretSource(environment, folder, files);
  }

  /** What came of looking up one reference. */
  public sealed interface Lookup {

    /** The secret is there. */
    record Found(Secret secret) implements Lookup {}

    /** It is not; the reason never quotes anything that could be a secret. */
    record Missing(String reason) implements Lookup {}
  }

  /** Looks up one reference as written in the file. */
  public Lookup lookUp(String reference) {
    if (reference.startsWith("env:")) {
      return fromEnvironment(reference, reference.substring("env:".length()));
    }
    if (reference.startsWith("file:") && reference.length() > "file:".length()) {
      return fromFile(reference, reference.substring("file:".length()));
    }
    return new Lookup.Missing(BY_REFERENCE);
  }

  private Lookup fromEnvironment(String reference, String name) {
    if (!VARIABLE.matcher(name).matches()) {
      return new Lookup.Missing(
          "what follows env: must be the name of a variable: letters, digits and _");
    }
    String value = environment.apply(name);
    return value == null
        ? new Lookup.Missing(reference + " is not set")
        : checked(reference, value);
  }

  private Lookup fromFile(String reference, String path) {
    try {
      Path file = folder.resolve(path);
      fileByReference.put(reference, file);
      if (!files.isFile(file)) {
        return new Lookup.Missing(reference + " is not a file");
      }
      return decoded(reference, files.read(file));
    } catch (InvalidPathException e) {
      return new Lookup.Missing("what follows file: must be a path");
    } catch (IOException e) {
      return new Lookup.Missing(reference + " cannot be read");
    }
  }

  private static Lookup decoded(String reference, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return checked(reference, withoutLineEnd(text));
    } catch (CharacterCodingException e) {
      return bytes.length > SECRET_BYTES_MAX
          ? tooLarge(reference)
          : new Lookup.Missing(reference + " is not UTF-8 text");
    }
  }

  /** Editors end a file with one line end that is no part of the secret. */
  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static Lookup checked(String reference, String value) {
    if (value.isEmpty()) {
      return new Lookup.Missing(reference + " is empty");
    }
    return value.getBytes(StandardCharsets.UTF_8).length > SECRET_BYTES_MAX
        ? tooLarge(reference)
        : new Lookup.Found(new Secret(reference, value));
  }

  /** The digest of the file that a reference was looked up in; empty where there was none. */
  String digestBehind(String reference) {
    Path file = fileByReference.get(reference);
    return file == null ? "" : files.digestOf(file);
  }

  private static Lookup tooLarge(String reference) {
    return new Lookup.Missing(reference + " is larger than 64KiB");
  }
}
