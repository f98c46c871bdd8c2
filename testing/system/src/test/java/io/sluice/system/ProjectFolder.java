package io.sluice.system;

import java.nio.file.Path;

/** Where the project lies, for tests that read its files. */
public final class ProjectFolder {

  public static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private ProjectFolder() {}
}
