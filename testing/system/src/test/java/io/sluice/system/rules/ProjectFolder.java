package io.sluice.system.rules;

import java.nio.file.Path;

/** Where the project lies, for tests that read its files. */
final class ProjectFolder {

  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private ProjectFolder() {}
}
