package io.sluice.platform.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gate from a YAML file to an immutable configuration record. */
public final class ConfigFile {

  private ConfigFile() {}

  /** Reads a file; {@code file:} references of secrets are relative to the folder it is in. */
  public static <T> ConfigResult<T> read(
      Path file, Function<Section, T> reader, Function<String, @Nullable String> environment) {
    return reading(file, reader, environment).result();
  }

  /** Reads a file, and notes what it takes to find out later whether anything has changed. */
  public static <T> ConfigReading<T> reading(
      Path file, Function<Section, T> reader, Function<String, @Nullable String> environment) {
    NotedFiles files = new NotedFiles();
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    SecretSource secrets = SecretSource.of(environment, folder, files);
    Faults faults = new Faults(file.toString());
    Optional<Yaml.Mapping> root =
        text(file, files, faults).flatMap(text -> YamlTree.parse(text, faults));
    return new ConfigReading<>(
        result(root, faults, reader, secrets),
        files.noted(),
        root.map(mapping -> KeyPrints.of(mapping, secrets::digestBehind)).orElse(KeyPrints.NONE));
  }

  private static Optional<String> text(Path file, NotedFiles files, Faults faults) {
    try {
      byte[] bytes = files.read(file);
      if (bytes.length <= YamlTree.TEXT_LENGTH_MAX) {
        return Optional.of(decoded(bytes));
      }
      faults.add(Spot.START, "", YamlTree.TOO_LARGE);
    } catch (CharacterCodingException e) {
      faults.add(Spot.START, "", "the file is not UTF-8 text");
    } catch (IOException e) {
      String why = Files.exists(file) ? "cannot be read" : "there is no such file";
      faults.add(Spot.START, "", why);
    }
    return Optional.empty();
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Reads the text of a file. All faults come back together, in the order of the file. */
  public static <T> ConfigResult<T> parse(
      String yaml, String fileName, Function<Section, T> reader, SecretSource secrets) {
    Faults faults = new Faults(fileName);
    return result(YamlTree.parse(yaml, faults), faults, reader, secrets);
  }

  private static <T> ConfigResult<T> result(
      Optional<Yaml.Mapping> root,
      Faults faults,
      Function<Section, T> reader,
      SecretSource secrets) {
    Optional<T> config =
        root.flatMap(mapping -> YamlSection.root(mapping, faults, secrets).readBy(reader));
    return config.isPresent() && faults.count() == 0
        ? new ConfigResult.Valid<>(config.get())
        : new ConfigResult.Faulty<>(faults.inFileOrder());
  }
}
