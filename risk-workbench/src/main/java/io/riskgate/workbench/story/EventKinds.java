package io.riskgate.workbench.story;

import io.riskgate.core.RiskEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of events by the names that stories give them, such as {@code NOTICE_RECEIVED}. */
final class EventKinds {
  /** Every name; the engine's own list of kinds is closed, so that none is left out. */
  static final List<String> NAMES =
      kinds(RiskEvent.class).map(EventKinds::name).sorted().distinct().toList();

  private EventKinds() {}

  /** The name of an event's kind. */
  static String name(RiskEvent event) {
    return name(event.getClass());
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    return of.isSealed()
        ? Arrays.stream(of.getPermittedSubclasses()).flatMap(EventKinds::kinds)
        : Stream.of(of);
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
