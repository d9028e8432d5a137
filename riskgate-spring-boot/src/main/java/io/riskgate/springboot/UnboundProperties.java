package io.riskgate.springboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * Keeps what of our own properties cannot be read, or is none, so that it is told with all the rest
 * and without the value, in which a password may stand. Spring Boot alone would tell the first one,
 * with its value. Binding goes on with the default, and {@link CheckedSetup}, which whoever opens
 * something asks for first, refuses the whole.
 */
final class UnboundProperties implements ConfigurationPropertiesBindHandlerAdvisor {
  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("riskgate");

  private final List<SetupProblem> problems = new ArrayList<>();

  /** All that were found until now. */
  synchronized List<SetupProblem> problems() {
    return List.copyOf(problems);
  }

  /** One that could not be read is left over as well, and told once. */
  private synchronized void add(String property, String why, String mend) {
    if (problems.stream().noneMatch(known -> known.property().equals(property))) {
      problems.add(new SetupProblem(property, why, mend));
    }
  }

  @Override
  public BindHandler apply(BindHandler bindHandler) {
    return new Keeping(bindHandler);
  }

  private final class Keeping extends AbstractBindHandler {
    Keeping(BindHandler parent) {
      super(parent);
    }

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
        throws Exception {
      if (!OURS.isAncestorOf(name)) {
        return super.onFailure(name, target, context, error);
      }
      ConfigurationProperty found = context.getConfigurationProperty();
      add(name.toString(), "it cannot be read" + place(found), wanted(target.getType()));
      return null;
    }

    @Override
    public void onFinish(
        ConfigurationPropertyName name,
        Bindable<?> target,
        BindContext context,
        @Nullable Object result)
        throws Exception {
      try {
        super.onFinish(name, target, context, result);
      } catch (UnboundConfigurationPropertiesException e) {
        if (!OURS.equals(name)) {
          throw e;
        }
        for (ConfigurationProperty unknown : e.getUnboundProperties()) {
          add(
              unknown.getName().toString(),
              "there is no such property" + place(unknown),
              "look for a mistyped name; docs/spring-boot.md lists them all");
        }
      }
    }
  }

  private static String place(@Nullable ConfigurationProperty property) {
    return property == null || property.getOrigin() == null
        ? ""
        : " (" + property.getOrigin() + ")";
  }

  private static String wanted(ResolvableType type) {
    Class<?> raw = type.toClass();
    if (raw.isEnum()) {
      StringBuilder words = new StringBuilder("one of ");
      for (Object word : raw.getEnumConstants()) {
        words
            .append(words.length() > 7 ? ", " : "")
            .append(word.toString().toLowerCase(Locale.ROOT));
      }
      return words.toString();
    }
    return switch (raw.getSimpleName()) {
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer" -> "a whole number";
      case "Duration" -> "a duration, such as 500ms, 30s, 15m, 24h or 90d";
      case "DataSize" -> "a size, such as 32MB";
      case "Instant" -> "a time, such as 2026-01-01T00:00:00Z";
      case "Path" -> "a file or folder";
      default -> "give it as docs/spring-boot.md says";
    };
  }
}
