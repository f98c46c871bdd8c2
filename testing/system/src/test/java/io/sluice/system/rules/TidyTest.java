package io.sluice.system.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import io.sluice.system.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The style that a machine can check, over every source file of the project. */
class TidyTest {

  private static final int FILE_LINES_MAX = 300;
  private static final int METHOD_LINES_MAX = 40;
  private static final int LINE_CHARS_MAX = 100;

  /* Pieced together, so that this file does not find itself. */
  private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern NOT_RUN =
      Pattern.compile("@Dis" + "abled\\b|Thread\\.sle" + "ep\\(");

  /** Its fixture is a test that is switched off: it proves that such a test is found. */
  private static final String SKIPPING_ON_PURPOSE = "NoSkippedTestsTest.java";

  @Test
  void filesAndLinesAreShort() {
    List<String> faults = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = lines(file);
      if (lines.size() > FILE_LINES_MAX) {
        faults.add(file + " has " + lines.size() + " lines, more than " + FILE_LINES_MAX);
      }
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.length() > LINE_CHARS_MAX && !line.startsWith("import ")) {
          faults.add(file + ":" + (i + 1) + " is longer than " + LINE_CHARS_MAX + " characters");
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void methodsFitOnAScreen() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> faults = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources());
      JavacTask task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new LongMethods(unit, positions, faults).scan(unit, null);
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    List<String> faults = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        boolean later = LEFT_FOR_LATER.matcher(lines.get(i)).find();
        boolean notRun = isTest(file) && NOT_RUN.matcher(lines.get(i)).find();
        if (later || notRun) {
          faults.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/") && !file.endsWith(SKIPPING_ON_PURPOSE);
  }

  /** Finds methods that are longer than a reader's screen. */
  private static final class LongMethods extends TreePathScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> faults;

    LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> faults) {
      this.unit = unit;
      this.positions = positions;
      this.faults = faults;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (method.getBody() != null) {
        long first = line(positions.getStartPosition(unit, method.getBody()));
        long last = line(positions.getEndPosition(unit, method));
        if (last - first + 1 > METHOD_LINES_MAX) {
          faults.add(
              "%s:%d %s has %d lines, more than %d"
                  .formatted(
                      unit.getSourceFile().getName(),
                      first,
                      method.getName(),
                      last - first + 1,
                      METHOD_LINES_MAX));
        }
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(ProjectFolder.ROOT)) {
      List<Path> sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.toString().contains("/target/"))
              .sorted()
              .toList();
      assertThat(sources).as("sources below " + ProjectFolder.ROOT).hasSizeGreaterThan(50);
      return sources;
    } catch (IOException e) {
      throw new IllegalStateException("cannot walk the sources", e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
