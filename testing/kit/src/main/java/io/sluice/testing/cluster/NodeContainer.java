package io.sluice.testing.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;

/** A broker in a container, which keeps its data until it is closed. */
final class NodeContainer implements Node {
  private final GenericContainer<?> container;
  private boolean created;

  NodeContainer(GenericContainer<?> container) {
    this.container = container;
  }

  @Override
  public void start() {
    if (!created) {
      created = true;
      container.start();
    } else if (!container.isRunning()) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void kill() {
    if (created && container.isRunning()) {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void freeze() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void copyLogTo(Path file) {
    try {
      Files.writeString(file, container.getLogs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
