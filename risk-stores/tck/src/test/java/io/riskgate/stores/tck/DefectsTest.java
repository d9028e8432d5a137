package io.riskgate.stores.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskgate.core.Reference;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random stories find what is wrong with a store, and tell it in a few steps. */
class DefectsTest {
  private static final Pattern HEAD =
      Pattern.compile("\\((\\d+) steps before it was shortened to (\\d+), seed \\d+\\)");

  /** What is wrong with a store that otherwise does what the one in memory does. */
  private enum Defect {
    LIMITS_ARE_NOT_CHECKED {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        if (args != null && args[0] instanceof Commit c) {
          args[0] =
              new Commit(
                  c.schema(),
                  c.reference(),
                  c.fromRevision(),
                  c.verdict(),
                  c.demand(),
                  c.state(),
                  c.claims().stream()
                      .map(k -> new Claim(k.limit(), k.amount(), k.max(), true))
                      .toList(),
                  c.usages(),
                  c.marks(),
                  c.evidence(),
                  c.release(),
                  c.signals(),
                  c.expiresAtMs(),
                  c.moment());
        }
        return method.invoke(store, args);
      }
    },
    WHAT_A_DECISION_LEAVES_IS_LOST {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        if (args != null && args[0] instanceof Commit c) {
          args[0] =
              new Commit(
                  c.schema(),
                  c.reference(),
                  c.fromRevision(),
                  c.verdict(),
                  c.demand(),
                  c.state(),
                  c.claims(),
                  c.usages(),
                  c.marks(),
                  c.evidence(),
                  c.release(),
                  List.of(),
                  c.expiresAtMs(),
                  c.moment());
        }
        return method.invoke(store, args);
      }
    },
    EXPIRES_A_MILLISECOND_LATE {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        if (args != null && args[0] instanceof Commit c) {
          args[0] = c.expiringAt(c.expiresAtMs() + 1);
        }
        return method.invoke(store, args);
      }
    },
    EVENTS_AT_THE_TIME_ITSELF_ARE_MISSED {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        if (method.getName().equals("attempt")) {
          Attempt a = (Attempt) args[0];
          args[0] =
              new Attempt(
                  a.schema(),
                  a.reference(),
                  a.transfer(),
                  a.value(),
                  a.eventTimeMs() - 1,
                  a.moment());
        }
        return method.invoke(store, args);
      }
    },
    MOVEMENTS_COUNT_TODAY {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        if (method.getName().equals("observe")) {
          args[1] = ((Attempt) args[0]).moment();
        }
        return method.invoke(store, args);
      }
    },
    A_CONTROL_IN_BETWEEN_IS_NOT_SEEN {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        Object answer = method.invoke(store, args);
        if (args != null
            && args[0] instanceof Commit c
            && answer instanceof CommitResult r
            && r.status() == Status.CHANGED
            && r.stored() == null) {
          args[0] =
              new Commit(
                  c.schema(),
                  c.reference(),
                  r.revision(),
                  c.verdict(),
                  c.demand(),
                  c.state(),
                  c.claims(),
                  c.usages(),
                  c.marks(),
                  c.evidence(),
                  c.release(),
                  c.signals(),
                  c.expiresAtMs(),
                  c.moment());
          return method.invoke(store, args);
        }
        return answer;
      }
    },
    A_CANCEL_IS_LOST {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        return method.getName().equals("cancel")
            ? store.find((Reference) args[0], (Moment) args[1])
            : method.invoke(store, args);
      }
    },
    A_PAGE_OF_MOVEMENTS_SKIPS_ONE {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        Object answer = method.invoke(store, args);
        return answer instanceof MovementPage p && p.nextMs() != History.NEVER
            ? new MovementPage(p.movements(), p.wholeSinceMs(), p.nextMs() + 1)
            : answer;
      }
    },
    AN_EXPORT_ENDS_EARLY {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        Object answer = method.invoke(store, args);
        return answer instanceof StorePage<?> p ? new StorePage<>(p.items(), null) : answer;
      }
    },
    FORGETTING_FORGETS_NOTHING {
      @Override
      Object call(RiskStore store, Method method, Object[] args) throws Exception {
        return method.getName().equals("forget") ? null : method.invoke(store, args);
      }
    };

    abstract Object call(RiskStore store, Method method, Object[] args) throws Exception;

    RiskStore open() {
      RiskStore store = InMemoryStore.create();
      return (RiskStore)
          Proxy.newProxyInstance(
              DefectsTest.class.getClassLoader(),
              new Class<?>[] {RiskStore.class},
              (proxy, method, args) -> {
                try {
                  return call(store, method, args);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private static String storyOf(Defect defect) {
    Throwable thrown = catchThrowable(() -> new Stories(defect::open, false).tell(7, 200));
    assertThat(thrown).as("%s is found", defect).isInstanceOf(AssertionError.class);
    return thrown.getMessage();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a defect is found, and told in at most eight steps")
  void isFound(Defect defect) {
    String story = storyOf(defect);
    Matcher head = HEAD.matcher(story);
    assertThat(head.find()).as(story).isTrue();
    assertThat(Integer.parseInt(head.group(2))).as(story).isBetween(1, 8);
    assertThat(story).contains("\n1. ", "→ ", "expected ", "got ");
  }

  @Test
  @DisplayName("the story is one that a person can read")
  void isReadable() {
    String story = storyOf(Defect.A_CANCEL_IS_LOST);
    assertThat(story)
        .contains(" pays ", ": is attempted", " is decided as ", "cancels ", "expected CANCELLED");
  }
}
