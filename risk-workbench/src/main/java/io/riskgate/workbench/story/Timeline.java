package io.riskgate.workbench.story;

import io.riskgate.core.pack.RulePack;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a story as it happens, for people. */
final class Timeline {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  private final Page page;
  private final ZoneId zone;
  private final Telling telling;
  private @Nullable LocalDate day;

  Timeline(Page page, Story story, RulePack pack, Locale language, boolean full) {
    this.page = page;
    zone = pack.policy().zone();
    telling = new Telling(page, story, pack.policy(), new ToldTexts(page, full), language);
  }

  void begin(Story story, RulePack pack) {
    page.line(story.title());
    page.line("rule pack " + pack.identity() + ", times in " + zone);
  }

  void print(Step step, Happening happening, List<String> unmet) {
    ZonedDateTime at = step.at().atZone(zone);
    if (!at.toLocalDate().equals(day)) {
      day = at.toLocalDate();
      page.line("");
      page.line("---- " + DAY.format(at) + " ----");
    }
    if (step.scene() != null) {
      page.line("");
      page.line("# " + step.scene());
    }
    String time = ToldTimes.told(step.at(), step.at(), zone);
    if (step.note() == null) {
      page.at(time, step.action().words());
    } else {
      page.at(time, "(" + step.note() + ")");
      page.below(step.action().words());
    }
    telling.tell(happening, step.at());
    unmet.forEach(what -> page.line("          NOT AS EXPECTED " + what));
  }

  void end(int steps, int expectations, List<String> unmet) {
    page.line("");
    unmet.forEach(page::line);
    page.line("%d steps, %d expectations, %d not met".formatted(steps, expectations, unmet.size()));
    page.flush();
  }
}
