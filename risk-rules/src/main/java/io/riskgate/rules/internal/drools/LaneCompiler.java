package io.riskgate.rules.internal.drools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drools.util.PortablePath;
import org.kie.memorycompiler.CompilationResult;
import org.kie.memorycompiler.JavaCompiler;
import org.kie.memorycompiler.JavaCompilerSettings;
import org.kie.memorycompiler.resources.MemoryResourceReader;
import org.kie.memorycompiler.resources.MemoryResourceStore;

/**
 * Compiles the class of a pack's direct lane, with the compiler that Drools compiled the predicates
 * with. It finds types through class loaders, so that it needs no JDK and no files: it works in a
 * JRE, on the module path and in an application that is a jar of jars.
 */
final class LaneCompiler {
  private static final String JAVA = "17";

  private LaneCompiler() {}

  /**
   * Compiles a class of the pack's package.
   *
   * @param name its simple name
   * @param source its source
   * @param classes the pack's other classes by file name
   * @return the new classes by file name
   */
  static Map<String, byte[]> compile(String name, String source, Map<String, byte[]> classes) {
    String file = JavaSources.PACKAGE + "/" + name + ".java";
    MemoryResourceReader sources = new MemoryResourceReader();
    sources.add(file, source.getBytes(UTF_8));
    MemoryResourceStore store = new MemoryResourceStore();
    classes.forEach((path, bytes) -> store.write(PortablePath.of(path), bytes));
    JavaCompiler compiler = JavaCompiler.createEclipseCompiler();
    compiler.setSourceFolder("");
    JavaCompilerSettings settings = compiler.createDefaultSettings();
    settings.setSourceVersion(JAVA);
    settings.setTargetVersion(JAVA);
    CompilationResult result =
        compiler.compile(
            new String[] {file}, sources, store, LaneCompiler.class.getClassLoader(), settings);
    if (result.getErrors().length > 0) {
      throw new IllegalStateException(
          "The direct lane does not compile: " + Arrays.toString(result.getErrors()));
    }
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    store
        .getResources()
        .forEach(
            (path, bytes) -> {
              if (!classes.containsKey(path.asString())) {
                compiled.put(path.asString(), bytes);
              }
            });
    return compiled;
  }
}
