package io.riskgate.release;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types as they are written in a source, with nullness; the JDK's own texts differ by version. */
final class TypeText {
  private TypeText() {}

  static String of(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      return of(array.getAnnotatedGenericComponentType())
          + (nullable.isEmpty() ? "" : " " + nullable)
          + "[]";
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
      return nullable
          + name(raw)
          + "<"
          + list(parameterized.getAnnotatedActualTypeArguments(), false)
          + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      if (wildcard.getAnnotatedLowerBounds().length > 0) {
        return "? super " + list(wildcard.getAnnotatedLowerBounds(), false);
      }
      String bounds = bounds(wildcard.getAnnotatedUpperBounds());
      return "?" + bounds;
    }
    return nullable + name(type.getType());
  }

  static String list(AnnotatedType[] types, boolean varArgs) {
    String list = Arrays.stream(types).map(TypeText::of).collect(Collectors.joining(", "));
    return varArgs ? list.substring(0, list.length() - 2) + "..." : list;
  }

  static String variables(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Arrays.stream(variables)
        .map(variable -> variable.getName() + bounds(variable.getAnnotatedBounds()))
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(AnnotatedType[] bounds) {
    String text = Arrays.stream(bounds).map(TypeText::of).collect(Collectors.joining(" & "));
    return text.isEmpty() || text.equals("Object") ? "" : " extends " + text;
  }

  private static String name(Type type) {
    String name = type.getTypeName();
    boolean plain = name.startsWith("java.lang.") && name.indexOf('.', "java.lang.".length()) < 0;
    return plain ? name.substring("java.lang.".length()) : name;
  }
}
