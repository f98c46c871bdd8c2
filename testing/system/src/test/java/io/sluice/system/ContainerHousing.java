package io.sluice.system;

import io.sluice.testing.BrokerChoice;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A container that may have so much memory and no more. It runs the class path of this test with
 * the Java of the Kafka image, on the network of this machine.
 *
 * @param docker which image of which engine
 * @param name what the container is called
 * @param memory such as {@code 256m}
 */
record ContainerHousing(BrokerChoice.Docker docker, String name, String memory, List<String> jvm)
    implements Housing {

  private static final Path JAVA = Path.of("/opt/jre/bin/java");

  @Override
  public SluiceProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(docker("run", "--name", name, "--network", "host"));
    command.addAll(List.of("--memory", memory, "--memory-swap", memory));
    // As on every container of a test, so that a run that is broken off leaves none.
    command.addAll(List.of("--label", "org.testcontainers=true"));
    environment.keySet().forEach(variable -> command.addAll(List.of("--env", variable)));
    sources().forEach(source -> command.addAll(mount(source, ":ro")));
    command.addAll(mount(folder, ""));
    command.addAll(List.of("--workdir", folder.toString(), docker.image()));
    command.addAll(SluiceProcess.command(JAVA, jvm, arguments));
    return SluiceProcess.launch(folder, environment, command);
  }

  private static List<String> mount(Path path, String mode) {
    return List.of("--volume", path + ":" + path + mode);
  }

  /** Where the class path is: the project, and the folders of the libraries. */
  private static Set<Path> sources() {
    Set<Path> folders = new TreeSet<>(List.of(ProjectFolder.ROOT));
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(entry -> !entry.startsWith(ProjectFolder.ROOT))
        .map(Path::getParent)
        .forEach(folders::add);
    return folders;
  }

  /** Of all that is in the container, page cache left out. */
  @Override
  public long peakResidentBytes(SluiceProcess process) throws IOException, InterruptedException {
    return SluiceProcess.memory(Long.parseLong(inspect("{{.State.Pid}}")), "VmHWM:");
  }

  private String inspect(String what) throws IOException, InterruptedException {
    Process inspect = new ProcessBuilder(docker("inspect", "--format", what, name)).start();
    String answer = new String(inspect.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (inspect.waitFor() != 0) {
      throw new IOException("no container " + name);
    }
    return answer.strip();
  }

  @Override
  public void clear() {
    try {
      new ProcessBuilder(docker("rm", "--force", "--volumes", name))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("the container " + name + " is left", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", docker.engine()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public String toString() {
    return "a container of " + memory;
  }
}
