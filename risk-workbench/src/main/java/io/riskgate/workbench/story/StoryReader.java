package io.riskgate.workbench.story;

import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.yaml.YamlObject;
import io.riskgate.workbench.yaml.YamlText;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a story, whose form {@code docs/stories.md} describes, and lists all that is wrong. */
public final class StoryReader {
  private static final String PAGE = "docs/stories.md";

  /** A story is read by people; the engine is asked step by step. */
  private static final int STEPS_MAX = 10_000;

  /** What a step may say beside what is done; any other key is told as unknown. */
  private static final Set<String> NOT_TO_DO = Set.of("expect");

  private final Path file;
  private final YamlObject.Problems problems;
  private final Reading reading;
  private final YamlObject root;
  private final List<Step> steps = new ArrayList<>();

  private StoryReader(Path file, String yaml, RulePack pack) {
    this.file = file;
    problems = new YamlObject.Problems(file.toString());
    root = new YamlObject("the story", YamlText.root(file.toString(), yaml, PAGE), problems);
    Cast cast = Cast.read(root.take("defaults"), root.take("accounts"), problems);
    reading = new Reading(file, pack, problems, cast);
  }

  /**
   * Reads a story.
   *
   * @param pack the pack that it is played with: its zone, rules, limits and labels
   * @throws InputException listing every problem, with its line
   */
  public static Story read(Path file, RulePack pack) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    return new StoryReader(file, YamlText.read(file, "story"), pack).read();
  }

  private Story read() {
    String title = reading.required(root, "the story", "story");
    Instant start = reading.instant(root, "the story", "start", Instant.EPOCH);
    boolean settleAllowed = reading.flag(root, "the story", "settleAllowed", true);
    RateSource rates = rates();
    Node stepsNode = root.take("steps");
    root.refuseOthers();
    if (start == null) {
      problems.add(root.node(), "'start' is missing: where the clock stands at first");
    }
    if (stepsNode instanceof SequenceNode list && list.getValue().size() <= STEPS_MAX) {
      steps(list, start == null ? Instant.EPOCH : start, settleAllowed);
    } else {
      problems.add(root.node(), "'steps' must be a list of at most " + STEPS_MAX + " steps");
    }
    if (title == null || start == null || !problems.lines().isEmpty()) {
      throw new InputException(problems.lines());
    }
    return new Story(file, title, start, reading.cast().names(), rates, steps);
  }

  private RateSource rates() {
    Map<String, BigDecimal> rates = new HashMap<>();
    root.textsByText("rates")
        .forEach(
            (unit, rate) -> {
              if (rate.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")
                  && new BigDecimal(rate).signum() > 0) {
                rates.put(unit, new BigDecimal(rate));
              } else {
                problems.add(
                    root.node(), "rates: " + unit + " must be a decimal greater than zero");
              }
            });
    return (unit, baseCurrency, eventTimeMs) -> Optional.ofNullable(rates.get(unit));
  }

  private void steps(SequenceNode list, Instant start, boolean settleAllowed) {
    Instant now = start;
    int number = 0;
    for (Node node : list.getValue()) {
      number++;
      YamlObject object = new YamlObject("step " + number, node, problems);
      now = time(object, number, now);
      StepContext context =
          new StepContext(
              reading,
              number,
              YamlObject.line(node),
              now,
              reading.flag(object, "step " + number, "settleAllowed", settleAllowed));
      reading.goOnTo(now);
      String scene = object.text("scene");
      String note = object.text("note");
      Action action = action(object, context);
      Node expect = object.take("expect");
      List<Expectation> expectations =
          expect == null ? List.of() : Expectations.read(expect, reading);
      object.refuseOthers();
      if (action != null) {
        steps.add(new Step(context.line(), now, scene, note, action, expectations));
      }
    }
  }

  private Instant time(YamlObject step, int number, Instant now) {
    String what = "step " + number;
    Instant at = reading.instant(step, what, "at", now);
    String after = step.text("after");
    if (after != null) {
      Optional<Duration> duration = StoryTimes.duration(after);
      if (duration.isEmpty() || at != null) {
        problems.add(
            step.node(),
            what + ": give 'at' or 'after', which is a duration such as 90s, 15m, 2h or 3d");
      }
      return now.plus(duration.orElse(Duration.ZERO));
    }
    if (at != null && at.isBefore(now)) {
      problems.add(step.node(), what + ": is earlier than the step before it");
      return now;
    }
    return Objects.requireNonNullElse(at, now);
  }

  private @Nullable Action action(YamlObject object, StepContext context) {
    Action action = null;
    int named = 0;
    for (ActionKind kind : ActionKinds.ALL) {
      Node node = object.take(kind.key());
      if (node != null) {
        named++;
        action = kind.read(node, context);
      }
    }
    if (named > 1 || (named == 0 && !object.hasUntakenBut(NOT_TO_DO))) {
      problems.add(
          object.node(),
          "step %d: name one thing to do: %s"
              .formatted(
                  context.number(),
                  String.join(", ", ActionKinds.ALL.stream().map(ActionKind::key).toList())));
    }
    return action;
  }
}
