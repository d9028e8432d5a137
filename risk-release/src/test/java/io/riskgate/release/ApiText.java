package io.riskgate.release;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * What a jar offers to code outside it, as text: each exported package, type and public or
 * protected member with types, nullness and exceptions, in an order that does not depend on the
 * compiler. Where types inherit from one that is not exported, its members count as theirs.
 */
final class ApiText {
  private final List<String> lines = new ArrayList<>();
  private final Set<String> exported;

  private ApiText(Set<String> exported) {
    this.exported = exported;
  }

  static List<String> of(Path jar) throws IOException, ClassNotFoundException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path root = files.getPath("/");
      Set<String> classes = classes(root);
      ApiText text = new ApiText(exported(root, classes));
      text.packages(classes);
      return text.lines;
    }
  }

  private static Set<String> classes(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.map(path -> root.relativize(path).toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The packages that the module exports to all; without a module, those not called internal. */
  private static Set<String> exported(Path root, Set<String> classes) throws IOException {
    Path module = root.resolve("module-info.class");
    if (Files.exists(module)) {
      try (InputStream in = Files.newInputStream(module)) {
        return ModuleDescriptor.read(in).exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toCollection(TreeSet::new));
      }
    }
    return classes.stream()
        .filter(name -> name.contains("."))
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .filter(name -> !(name + ".").contains(".internal."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void packages(Set<String> classes) throws ClassNotFoundException {
    ClassLoader loader = ApiText.class.getClassLoader();
    for (String each : exported) {
      lines.add("package " + each + nullMarked(each, loader));
      for (String name : classes) {
        if (name.startsWith(each + ".")
            && name.indexOf('.', each.length() + 1) < 0
            && !name.endsWith("package-info")) {
          Class<?> type = Class.forName(name, false, loader);
          if (visible(type)) {
            type(type);
          }
        }
      }
    }
  }

  private static String nullMarked(String name, ClassLoader loader) {
    try {
      Class<?> info = Class.forName(name + ".package-info", false, loader);
      return info.isAnnotationPresent(NullMarked.class) ? " @NullMarked" : "";
    } catch (ClassNotFoundException e) {
      return "";
    }
  }

  private static boolean visible(Class<?> type) {
    return !type.isSynthetic()
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && visible(type.getModifiers())
        && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()));
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private boolean offered(Class<?> type) {
    return visible(type)
        && (!type.getName().startsWith("io.riskgate.") || exported.contains(type.getPackageName()));
  }

  private void type(Class<?> type) {
    StringBuilder head = new StringBuilder(deprecated(type));
    int modifiers = type.getModifiers();
    if (type.isInterface() || type.isEnum() || type.isRecord()) {
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL | Modifier.INTERFACE);
    }
    head.append(words(modifiers));
    head.append(type.isSealed() ? "sealed " : "").append(kind(type)).append(' ');
    head.append(type.getName()).append(TypeText.variables(type.getTypeParameters()));
    AnnotatedType above = type.getAnnotatedSuperclass();
    if (!type.isEnum() && !type.isRecord() && above != null && above.getType() != Object.class) {
      head.append(" extends ").append(TypeText.of(above));
    }
    String interfaces = TypeText.list(type.getAnnotatedInterfaces(), false);
    if (!interfaces.isEmpty() && !type.isAnnotation()) {
      head.append(type.isInterface() ? " extends " : " implements ").append(interfaces);
    }
    if (type.isSealed()) {
      head.append(
          Arrays.stream(type.getPermittedSubclasses())
              .map(Class::getName)
              .collect(Collectors.joining(", ", " permits ", "")));
    }
    lines.add("");
    lines.add(head.toString());
    if (type.isEnum()) {
      // Their order is that of the source, and part of what they mean.
      Arrays.stream(type.getDeclaredFields())
          .filter(Field::isEnumConstant)
          .forEach(
              constant -> lines.add("  constant " + deprecated(constant) + constant.getName()));
    }
    Set<String> members = new TreeSet<>();
    members(type, type, members);
    members.forEach(member -> lines.add("  " + member));
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private void members(Class<?> type, Class<?> from, Set<String> members) {
    boolean open = !Modifier.isFinal(type.getModifiers());
    for (Field field : from.getDeclaredFields()) {
      if (!field.isSynthetic() && !field.isEnumConstant() && seen(field.getModifiers(), open)) {
        members.add(
            deprecated(field)
                + words(field.getModifiers())
                + TypeText.of(field.getAnnotatedType())
                + " "
                + field.getName());
      }
    }
    if (from == type) {
      for (Constructor<?> each : from.getDeclaredConstructors()) {
        if (!each.isSynthetic() && seen(each.getModifiers(), open)) {
          members.add(executable(each, "", "new"));
        }
      }
    }
    for (Method each : from.getDeclaredMethods()) {
      if (!each.isSynthetic() && seen(each.getModifiers(), open) && !madeForEnum(from, each)) {
        String result = TypeText.of(each.getAnnotatedReturnType()) + " ";
        members.add(
            executable(each, (each.isDefault() ? "default " : "") + result, each.getName())
                + (each.getDefaultValue() == null ? "" : " default"));
      }
    }
    for (Class<?> above :
        Stream.concat(Stream.ofNullable(from.getSuperclass()), Arrays.stream(from.getInterfaces()))
            .toList()) {
      if (!offered(above)) {
        members(type, above, members);
      }
    }
  }

  private static boolean seen(int modifiers, boolean open) {
    return Modifier.isPublic(modifiers) || (open && Modifier.isProtected(modifiers));
  }

  private static boolean madeForEnum(Class<?> type, Method method) {
    return type.isEnum()
        && (method.getName().equals("values")
            || (method.getName().equals("valueOf") && method.getParameterCount() == 1));
  }

  private static String executable(Executable each, String result, String name) {
    String variables = TypeText.variables(each.getTypeParameters());
    AnnotatedType[] thrown = each.getAnnotatedExceptionTypes();
    return deprecated(each)
        + words(each.getModifiers() & (Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED))
        + (variables.isEmpty() ? "" : variables + " ")
        + result
        + name
        + "("
        + TypeText.list(each.getAnnotatedParameterTypes(), each.isVarArgs())
        + ")"
        + (thrown.length == 0 ? "" : " throws " + TypeText.list(thrown, false));
  }

  private static String deprecated(AnnotatedElement element) {
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    if (deprecated == null) {
      return "";
    }
    return deprecated.forRemoval() ? "@Deprecated(forRemoval) " : "@Deprecated ";
  }

  private static String words(int modifiers) {
    String words = Modifier.toString(modifiers & ~Modifier.NATIVE);
    return words.isEmpty() ? "" : words + " ";
  }
}
