package io.sluice.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gate from a YAML file to an immutable configuration record. */
public final class ConfigFile {

  private ConfigFile() {}

  /** Reads a file; {@code file:} references of secrets are relative to the folder it is in. */
  public static <T> ConfigResult<T> read(
      Path file, Function<Section, T> reader, Function<String, @Nullable String> environment) {
    String name = file.toString();
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      byte[] bytes = boundedBytesOf(file);
      return bytes.length > YamlTree.TEXT_LENGTH_MAX
          ? unreadable(name, YamlTree.TOO_LARGE)
          : parse(text(bytes), name, reader, SecretSource.of(environment, folder));
    } catch (CharacterCodingException e) {
      return unreadable(name, "the file is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(name, Files.exists(file) ? "cannot be read" : "there is no such file");
    }
  }

  /** Reads the text of a file. All faults come back together, in the order of the file. */
  public static <T> ConfigResult<T> parse(
      String yaml, String fileName, Function<Section, T> reader, SecretSource secrets) {
    Faults faults = new Faults(fileName);
    Optional<T> config =
        YamlTree.parse(yaml, faults)
            .flatMap(root -> YamlSection.root(root, faults, secrets).readBy(reader));
    return config.isPresent() && faults.count() == 0
        ? new ConfigResult.Valid<>(config.get())
        : new ConfigResult.Faulty<>(faults.inFileOrder());
  }

  /** One byte more than allowed is enough to refuse the size. */
  private static byte[] boundedBytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(YamlTree.TEXT_LENGTH_MAX + 1);
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static <T> ConfigResult<T> unreadable(String name, String message) {
    return new ConfigResult.Faulty<>(List.of(new Fault(name, 1, 1, "", message)));
  }
}
