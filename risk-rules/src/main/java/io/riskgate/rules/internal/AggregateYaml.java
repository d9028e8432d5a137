package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one declared aggregate. */
final class AggregateYaml {
  private static final Set<String> KEYS = words(Aggregate.Key.values());
  private static final Set<String> DIRECTIONS = words(Direction.values());
  private static final Set<String> MEASURES = measures();

  private AggregateYaml() {}

  static @Nullable Aggregate read(String name, YamlMap map, Money money) {
    Aggregate.Key key = Aggregate.Key.valueOf(constant(map.word("key", KEYS)));
    Direction direction =
        map.has("direction")
            ? Direction.valueOf(constant(map.word("direction", DIRECTIONS)))
            : key == Aggregate.Key.PAYEE ? Direction.IN : Direction.OUT;
    String[] measure = map.word("measure", MEASURES).split(" ", 2);
    Field field = measure.length == 2 ? Field.valueOf(constant(measure[1])) : null;
    Window window = window(map);
    Filter filter = map.has("where") ? filter(map.map("where"), money) : Filter.ALL;
    return map.build(
        () ->
            new Aggregate(
                name,
                key,
                direction,
                Measure.valueOf(constant(measure[0])),
                field,
                window,
                filter));
  }

  private static Window window(YamlMap map) {
    String text =
        map.text("window", "day|month|[0-9]{1,6}[smhd]", "day, month, or a time such as 30m");
    Duration length = YamlMap.duration(text);
    if (length != null && length.compareTo(Window.MAX) > 0) {
      map.problem(
          map.line("window"),
          map.where("window")
              + " must be at most "
              + Window.MAX.toDays()
              + "d, not '"
              + text
              + "'");
      return Window.calendarDay();
    }
    if (length != null) {
      return Window.trailing(length);
    }
    if (text.startsWith("0")) {
      map.problem(map.line("window"), map.where("window") + " must be longer than nothing");
    }
    return text.equals("month") ? Window.calendarMonth() : Window.calendarDay();
  }

  private static Filter filter(YamlMap map, Money money) {
    Set<TransferKind> kinds = map.someOf("kind", TransferKind.class);
    Set<AssetClass> assets = map.someOf("asset", AssetClass.class);
    Set<Channel> channels = map.someOf("channel", Channel.class);
    Set<TransferState> states = map.someOf("state", TransferState.class);
    long valueMin = map.has("valueMin") ? map.number("valueMin", money.form()) : 0;
    Filter filter = map.build(() -> new Filter(kinds, assets, channels, states, valueMin));
    return filter == null ? Filter.ALL : filter;
  }

  private static Set<String> measures() {
    Set<String> measures = new LinkedHashSet<>();
    for (Measure measure : Measure.values()) {
      if (measure == Measure.DISTINCT) {
        words(Field.values()).forEach(field -> measures.add("distinct " + field));
      } else {
        measures.add(word(measure));
      }
    }
    return measures;
  }

  private static Set<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(AggregateYaml::word)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
