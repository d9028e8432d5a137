package io.riskgate.core.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The last day and the last offset found are kept for all threads, without a lock. */
public final class ZoneCalendarStress {
  private ZoneCalendarStress() {}

  /** Two threads ask for two days: a limit's day is that of the instant asked for. */
  @JCStressTest
  @Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "Each gets the day that it asked for.")
  @Outcome(expect = FORBIDDEN, desc = "A transfer would count in another day.")
  @State
  public static class OwnDay {
    private static final long DAY_MS = 86_400_000;
    final ZoneCalendar calendar = new ZoneCalendar(ZoneOffset.UTC);

    /** A thread before midnight. */
    @Actor
    public void before(JJ_Result r) {
      r.r1 = calendar.day(4 * DAY_MS - 1).epochDay();
    }

    /** A thread after it. */
    @Actor
    public void after(JJ_Result r) {
      r.r2 = calendar.day(4 * DAY_MS).epochDay();
    }
  }

  /** Two threads ask for hours on two sides of a change of clocks. */
  @JCStressTest
  @Outcome(
      id = "1, 3",
      expect = ACCEPTABLE,
      desc = "Each gets the hour on the wall of its own time.")
  @Outcome(expect = FORBIDDEN, desc = "An hour by the other side's offset.")
  @State
  public static class OwnHour {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long CHANGE_MS = Instant.parse("2026-03-29T01:00:00Z").toEpochMilli();
    final ZoneHours hours = new ZoneHours(BERLIN);

    /** A thread in winter. */
    @Actor
    public void before(II_Result r) {
      r.r1 = hours.hour(CHANGE_MS - 1);
    }

    /** A thread in summer. */
    @Actor
    public void after(II_Result r) {
      r.r2 = hours.hour(CHANGE_MS);
    }
  }
}
