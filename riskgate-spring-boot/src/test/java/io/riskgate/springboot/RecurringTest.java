package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is done in the background is done again, whatever came of it the last time. */
class RecurringTest {
  private static final String ACCOUNT = "6222020200112233445";

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  @DisplayName("It goes on after any failure that does not end the process, and logs no message")
  void goesOn(CapturedOutput output) throws InterruptedException {
    List<Throwable> failures =
        List.of(
            new SQLException("bad account " + ACCOUNT),
            new StackOverflowError(),
            new AssertionError("bad account " + ACCOUNT),
            new NoClassDefFoundError("gone"));
    AtomicInteger times = new AtomicInteger();
    Recurring job =
        new Recurring("job", "a job", Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1)) {
          @Override
          void once() throws Exception {
            int time = times.getAndIncrement();
            if (time < failures.size()) {
              Throwable failure = failures.get(time);
              if (failure instanceof Error error) {
                throw error;
              }
              throw (Exception) failure;
            }
          }
        };
    job.start();
    while (times.get() <= failures.size() + 1) {
      Thread.sleep(1);
    }
    job.stop();
    assertThat(job.trouble()).isEmpty();
    assertThat(output).contains("a job", "SQLException").doesNotContain(ACCOUNT);
  }
}
