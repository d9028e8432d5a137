package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Whole programs that a page shows. */
final class Programs {
  private Programs() {}

  /** Where the classes of the programs in a folder are. */
  static Path classes(Path folder) {
    return folder.resolve("classes");
  }

  /** Compiles every block of Java of a page, each a file of its own, in a folder. */
  static void compile(Page page, Path folder) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<Path> sources = new ArrayList<>();
    for (Block block : page.blocks()) {
      if (block.is("java")) {
        String name = block.text().replaceAll("(?s).*?public (?:final )?class (\\w+).*", "$1");
        sources.add(Files.writeString(folder.resolve(name + ".java"), block.text()));
      }
    }
    List<String> options =
        List.of(
            "-d",
            classes(folder).toString(),
            "-proc:none",
            "-parameters",
            "-classpath",
            JavaBlocksTest.classPath());
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      assertThat(
              javac
                  .getTask(
                      Writer.nullWriter(),
                      files,
                      null,
                      options,
                      null,
                      files.getJavaFileObjectsFromPaths(sources))
                  .call())
          .isTrue();
    }
  }
}
