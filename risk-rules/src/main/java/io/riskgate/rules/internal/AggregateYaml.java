package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Hours;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Aggregate.WindowKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one declared aggregate. */
final class AggregateYaml {
  private static final Set<String> KEYS = words(Aggregate.Key.values());
  private static final Set<String> DIRECTIONS = words(Direction.values());
  private static final Set<String> MEASURES = measures();
  private static final Set<String> SOURCES = words(Source.values());

  /** What only transfers have, and no report. */
  private static final List<String> OF_TRANSFERS =
      List.of("kind", "asset", "channel", "state", "hours");

  private static final String HOUR = "[0-9]|1[0-9]|2[0-3]";

  private AggregateYaml() {}

  static @Nullable Aggregate read(String name, YamlMap map, PackNumbers numbers) {
    Source of =
        map.has("of") ? Source.valueOf(constant(map.word("of", SOURCES))) : Source.TRANSFERS;
    Aggregate.Key key = Aggregate.Key.valueOf(constant(map.word("key", KEYS)));
    Direction direction =
        map.has("direction")
            ? Direction.valueOf(constant(map.word("direction", DIRECTIONS)))
            : key == Aggregate.Key.PAYEE ? Direction.IN : Direction.OUT;
    String[] words = measureWords(map);
    Measure measure = Measure.valueOf(constant(words[0]));
    Field field = words.length == 2 ? Field.valueOf(constant(words[1])) : null;
    Window window = window(map);
    Duration delay = delay(map, window);
    Filter filter = map.has("where") ? filter(map.map("where"), of, numbers) : Filter.ALL;
    Filter part = part(map, of, measure, numbers);
    if (of == Source.REPORTS && !map.isBroken()) {
      checkReports(map, measure, field);
    }
    return map.build(
        () -> new Aggregate(name, of, key, direction, measure, field, window, delay, filter, part));
  }

  /** The measure and, where it has one, its field. */
  private static String[] measureWords(YamlMap map) {
    Node node = map.optional("measure");
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    int space = text.indexOf(' ');
    if (space > 0) {
      String first = text.substring(0, space);
      if (MEASURES.contains(first)) {
        map.problem(
            map.line("measure"),
            map.where("measure")
                + " must be '"
                + first
                + "' alone, not '"
                + text
                + "': only distinct names what is counted");
        return new String[] {first};
      }
    }
    return map.word("measure", MEASURES).split(" ", 2);
  }

  private static @Nullable Filter part(
      YamlMap map, Source of, Measure measure, PackNumbers numbers) {
    boolean given = map.has("part");
    if (measure == Measure.SHARE && of == Source.TRANSFERS) {
      if (given) {
        Filter part = filter(map.map("part"), of, numbers);
        if (part.equals(Filter.ALL) && !map.isBroken()) {
          map.problem(
              map.line("part"),
              map.where("part")
                  + " lets every event through, so that the share is always 100; write as in part:"
                  + " { kind: REFUND }");
        }
        return part;
      }
      map.problemUnlessBroken(
          "a share lacks 'part': write which of the events are the part, as in part: { kind: REFUND"
              + " }");
      return Filter.ALL;
    }
    if (given && measure != Measure.SHARE && !map.isBroken()) {
      map.problem(
          map.line("part"),
          map.where("part")
              + " belongs to measure: share, not to "
              + word(measure)
              + "; to count fewer events, narrow 'where'");
    }
    return null;
  }

  private static void checkReports(YamlMap map, Measure measure, @Nullable Field field) {
    switch (measure) {
      case COUNT, SUM, MAX, DISTINCT -> {
        if (field == Field.ORIGIN_COUNTRY || field == Field.PLACE) {
          map.problem(
              map.line("measure"),
              map.where("measure")
                  + " must not be 'distinct "
                  + word(field)
                  + "': reports do not say where a transfer was asked from");
        }
      }
      case MEAN, LAST, SHARE ->
          map.problem(
              map.line("measure"),
              map.where("measure")
                  + " must be count, sum, max or distinct of something where it is of reports, not"
                  + " '"
                  + word(measure)
                  + "'");
    }
  }

  private static Duration delay(YamlMap map, Window window) {
    if (!map.has("delay")) {
      return Duration.ZERO;
    }
    Duration delay = map.duration("delay", Duration.ZERO);
    if (map.isBroken()) {
      return Duration.ZERO; // what it should fit may be a stand-in
    }
    if (window.kind() != WindowKind.TRAILING) {
      map.problem(
          map.line("delay"),
          map.where("delay")
              + " needs a window that is a time, such as 28d: a calendar "
              + (window.kind() == WindowKind.CALENDAR_DAY ? "day" : "month")
              + " begins and ends with the calendar");
      return Duration.ZERO;
    }
    if (delay.compareTo(Window.MAX.minus(window.length())) > 0) {
      map.problem(
          map.line("delay"),
          "'window' and 'delay' of "
              + map.what()
              + " must together be at most "
              + Window.MAX.toDays()
              + "d");
      return Duration.ZERO;
    }
    return delay;
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

  private static Filter filter(YamlMap map, Source of, PackNumbers numbers) {
    if (of == Source.REPORTS) {
      return filterOfReports(map, numbers);
    }
    Set<TransferKind> kinds = map.someOf("kind", TransferKind.class);
    Set<AssetClass> assets = map.someOf("asset", AssetClass.class);
    Set<Channel> channels = map.someOf("channel", Channel.class);
    Set<TransferState> states = map.someOf("state", TransferState.class);
    long valueMin = valueMin(map, numbers);
    long valueMax = valueMax(map, numbers);
    Hours hours = hours(map);
    if (map.has("scam")) {
      map.problem(
          map.line("scam"), map.where("scam") + " belongs to reports; write of: reports as well");
    }
    return orAll(
        map.build(
            () ->
                new Filter(kinds, assets, channels, states, Set.of(), valueMin, valueMax, hours)));
  }

  private static Filter filterOfReports(YamlMap map, PackNumbers numbers) {
    Set<String> scams = scams(map);
    long valueMin = valueMin(map, numbers);
    long valueMax = valueMax(map, numbers);
    for (String key : OF_TRANSFERS) {
      if (map.has(key)) {
        map.problem(
            map.line(key),
            map.where(key) + " belongs to transfers: reports have scam, valueMin and valueMax");
      }
    }
    return orAll(
        map.build(
            () -> new Filter(Set.of(), Set.of(), Set.of(), Set.of(), scams, valueMin, valueMax)));
  }

  /** Two hours, from and to; null where it is left out or wrong, which is reported. */
  private static @Nullable Hours hours(YamlMap map) {
    Node value = map.optional("hours");
    if (value == null) {
      return null;
    }
    List<String> hours =
        map.yaml().list(value).stream()
            .map(item -> map.yaml().text(item, map.where("hours")))
            .toList();
    if (hours.size() != 2 || !hours.stream().allMatch(hour -> hour.matches(HOUR))) {
      map.problem(
          value,
          map.where("hours")
              + " must be the first and the last hour of the day, from 0 to 23, as in hours: [0,"
              + " 5], not "
              + hours);
      return null;
    }
    return new Hours(Integer.parseInt(hours.get(0)), Integer.parseInt(hours.get(1)));
  }

  private static Set<String> scams(YamlMap map) {
    Node value = map.optional("scam");
    Set<String> scams = new LinkedHashSet<>();
    if (value != null) {
      for (Node item : map.yaml().list(value)) {
        String scam = map.yaml().text(item, map.where("scam"));
        if (!scam.matches("[A-Z][A-Z0-9_]{0,63}")) {
          map.problem(
              item,
              map.where("scam")
                  + " must be a kind of scam such as TASK_REBATE, not '"
                  + scam
                  + "'");
        }
        scams.add(scam);
      }
    }
    return scams;
  }

  private static long valueMin(YamlMap map, PackNumbers numbers) {
    return map.has("valueMin") ? map.number("valueMin", numbers.money()) : 0;
  }

  private static long valueMax(YamlMap map, PackNumbers numbers) {
    return map.has("valueMax") ? map.number("valueMax", numbers.money()) : Filter.NO_MAX;
  }

  private static Filter orAll(@Nullable Filter filter) {
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
