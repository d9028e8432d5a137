package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.AnyWord;
import io.riskgate.rules.internal.Parameter;
import io.riskgate.rules.internal.Vocabulary;
import io.riskgate.rules.internal.WordList;
import io.riskgate.rules.internal.lane.DirectLane;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.drools.model.Model;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;

/**
 * Defines a pack's compiled classes, and answers with the parameters' values when {@code P} asks.
 * One loader a pack: when a pack is no longer used, its classes go with it.
 */
final class PackLoader extends ClassLoader
    implements ToLongFunction<String>, Function<String, Predicate<@Nullable String>> {
  static {
    registerAsParallelCapable();
  }

  private static final String SUFFIX = ".class";
  private static final String RULES = JavaSources.PACKAGE + "/Rules";

  private final Map<String, byte[]> files;
  private final Map<String, Parameter> parameters;
  private final Map<String, WordList> wordLists;

  PackLoader(Map<String, byte[]> files, Vocabulary vocabulary) {
    super("riskgate-pack", PackLoader.class.getClassLoader());
    this.files = files;
    this.parameters = vocabulary.parameters();
    this.wordLists = vocabulary.wordLists();
  }

  /** The value of a parameter. */
  @Override
  public long applyAsLong(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("No parameter " + name);
    }
    return parameter.value();
  }

  /** What tells whether a text contains any of the words of a list, or of all lists. */
  @Override
  public Predicate<@Nullable String> apply(String name) {
    if (name.equals(AnyWord.METHOD)) {
      return AnyWord.matcher(wordLists.values());
    }
    WordList words = wordLists.get(name);
    if (words == null) {
      throw new IllegalArgumentException("No words " + name);
    }
    return words.matcher();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + SUFFIX);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The bytes of its classes: Drools' classic mode compiles then-parts, and looks types up so. */
  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return new URL("riskgate-pack", "", -1, "/" + name, new BytesHandler(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalStateException("Not the name of a class: " + name, e);
    }
  }

  /** Opens a URL whose content is at hand. */
  private static final class BytesHandler extends URLStreamHandler {
    private final byte[] bytes;

    BytesHandler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // There is nothing to connect to.
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }

  /** Drools' model of the pack's rules. */
  Model model() {
    try {
      for (String file : files.keySet()) {
        if (file.startsWith(RULES)) {
          Class<?> type = loadClass(className(file));
          if (Model.class.isAssignableFrom(type)) {
            return (Model) type.getConstructor().newInstance();
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The compiled rules cannot be loaded", e);
    }
    throw new IllegalStateException("Drools compiled no model: " + files.keySet());
  }

  /** The class of the pack's direct lane. */
  DirectLane lane() {
    // On the module path, the pack's classes are in a module of their own, and see what is
    // exported.
    PackLoader.class.getModule().addExports(DirectLane.class.getPackageName(), getUnnamedModule());
    try {
      return (DirectLane)
          loadClass(JavaSources.PACKAGE + "." + LaneSource.NAME).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The compiled lane cannot be loaded", e);
    }
  }

  /** The singleton of a predicate's class. */
  @SuppressWarnings("unchecked") // every predicate of a pack is over its facts
  Predicate1<TransferFacts> predicate(String name) {
    try {
      return (Predicate1<TransferFacts>) loadClass(name).getEnumConstants()[0];
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The compiled predicate cannot be loaded", e);
    }
  }

  /** The constructor of the pack's facts, as {@code () -> TransferFacts}. */
  MethodHandle factsConstructor() {
    try {
      Class<?> type = loadClass(JavaSources.PACKAGE + "." + DrlReader.FACTS);
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class))
          .asType(MethodType.methodType(TransferFacts.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The compiled facts cannot be loaded", e);
    }
  }

  private static String className(String file) {
    return file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
  }
}
