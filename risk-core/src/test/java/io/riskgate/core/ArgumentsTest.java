package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.AlertPolicy;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pack or an integrator says wrongly is refused at once, with a message that helps. */
class ArgumentsTest {
  private static Arguments refused(String why, ThrowingCallable call) {
    return Arguments.of(why, call);
  }

  private static Arguments policy(String why, Consumer<Policy.Builder> change) {
    return refused(
        why,
        () -> {
          Policy.Builder builder = Policy.builder("CNY");
          change.accept(builder);
          builder.build();
        });
  }

  private static Limit limit(String id, long max, Demand demand) {
    return new Limit(id, AssetClass.FIAT, Limit.Measure.VALUE, Limit.Window.DAY, max, demand);
  }

  private static Control control(String id, Control.Kind kind, String limit, long max, String by) {
    return new Control(id, "default", "alice", kind, limit, max, null, null, null, by, "why");
  }

  static Stream<Arguments> wrong() {
    Demand sms = TestPack.verifySms();
    Demand bank = Demand.hold(ReleasePath.BANK);
    return Stream.of(
        refused("ISO 4217", () -> Policy.builder("RMB").build()),
        refused("ISO 4217", () -> Policy.builder("XAU").build()),
        policy(
            "Two limits are called day",
            p -> p.limits(List.of(limit("day", 1, sms), limit("day", 2, sms)))),
        policy(
            "Two bands start at 40", p -> p.bands(List.of(new Band(40, sms), new Band(40, bank)))),
        policy(
            "from 70 asks for less", p -> p.bands(List.of(new Band(70, sms), new Band(40, bank)))),
        policy("VERIFY at least", p -> p.whenDegraded(Demand.NOTHING)),
        policy("reservationExpiry", p -> p.reservationExpiry(Duration.ZERO)),
        policy("verificationExpiry", p -> p.verificationExpiry(Duration.ofSeconds(-1))),
        policy("holdExpiry", p -> p.holdExpiry(Duration.ZERO)),
        policy("evidenceFreshness", p -> p.evidenceFreshness(Duration.ZERO)),
        policy("referencesKept", p -> p.referencesKept(Duration.ZERO)),
        policy("newnessHorizon", p -> p.newnessHorizon(Duration.ZERO)),
        policy("at least 1, not 0", p -> p.failedVerificationsMax(0)),
        refused("release path RETRY", () -> new Band(70, Demand.hold(ReleasePath.RETRY))),
        refused("release path RETRY", () -> limit("day", 1, Demand.hold(ReleasePath.RETRY))),
        refused(
            "release path RETRY", () -> new Rule("R", 1, "g", Demand.hold(ReleasePath.RETRY), "")),
        refused(
            "references are kept",
            () ->
                new Bank(
                    new TestPack(),
                    b -> b.eventTimeBounds(Duration.ofDays(3), Duration.ofMinutes(2)))),
        refused("1 to 100, not 0", () -> new Band(0, sms)),
        refused("1 to 100, not 101", () -> new Band(101, sms)),
        refused("is negative", () -> limit("day", -1, sms)),
        refused("asks for nothing", () -> limit("day", 1, Demand.NOTHING)),
        refused("at least one verification method", () -> Demand.verify()),
        refused("at least one verification method", () -> Demand.hold(ReleasePath.CUSTOMER)),
        refused(
            "no release path BANK",
            () ->
                new Demand(Outcome.VERIFY, Set.of(VerificationMethod.SMS_CODE), ReleasePath.BANK)),
        refused(
            "no release path NONE", () -> new Demand(Outcome.ALLOW, Set.of(), ReleasePath.NONE)),
        refused("between -100 and 100", () -> new Rule("R", 101, "g", sms, "")),
        refused("between -100 and 100", () -> new Rule("R", -101, "g", sms, "")),
        refused("names a field", () -> aggregate(Aggregate.Measure.DISTINCT, null)),
        refused("names a field", () -> aggregate(Aggregate.Measure.SUM, Aggregate.Field.IP)),
        refused("has a part", () -> aggregate(Aggregate.Measure.SHARE, null)),
        refused("has a part", () -> Past.of("n", Aggregate.Key.PAYER).share(null).declared()),
        refused(
            "has a part",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .share(Aggregate.Filter.ALL)
                    .measure(Aggregate.Measure.COUNT)
                    .declared()),
        refused(
            "at least nothing",
            () -> Past.of("n", Aggregate.Key.PAYER).known(Duration.ofHours(-1)).declared()),
        refused(
            "together are at most 366 days",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .over(Duration.ofDays(360))
                    .known(Duration.ofDays(7))
                    .declared()),
        refused(
            "undelayed",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .over(Aggregate.Window.calendarDay())
                    .known(Duration.ofHours(1))
                    .declared()),
        refused(
            "of reports there is",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .reports()
                    .measure(Aggregate.Measure.MEAN)
                    .declared()),
        refused(
            "where a transfer was asked from",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .reports()
                    .distinct(Aggregate.Field.PLACE)
                    .declared()),
        refused(
            "by scam and value alone",
            () ->
                Past.of("n", Aggregate.Key.PAYER)
                    .reports()
                    .states(TransferState.SETTLED)
                    .declared()),
        refused(
            "only reports name a kind of scam",
            () -> Past.of("n", Aggregate.Key.PAYER).filter(scam("FAKE_LOAN")).declared()),
        refused(
            "only reports name a kind of scam",
            () -> Past.of("n", Aggregate.Key.PAYER).share(scam("FAKE_LOAN")).declared()),
        refused(
            "nothing counts",
            () -> new Aggregate.Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 2, 1)),
        refused("An hour lies from 0 to 23", () -> new Aggregate.Hours(0, 24)),
        refused("An hour lies from 0 to 23", () -> new Aggregate.Hours(-1, 5)),
        refused(
            "filtered by scam and value alone",
            () -> Past.of("n", Aggregate.Key.PAYEE).reports().filter(atNight()).declared()),
        refused("at most 366 days", () -> Aggregate.Window.trailing(Duration.ofDays(367))),
        refused("longer than nothing", () -> Aggregate.Window.trailing(Duration.ZERO)),
        refused("longer than nothing", () -> Aggregate.Window.trailing(Duration.ofHours(-1))),
        refused("auditor", () -> control("", Control.Kind.FREEZE, null, 0, "court")),
        refused("auditor", () -> control("c", Control.Kind.FREEZE, null, 0, " ")),
        refused("auditor", () -> Control.freeze("c", "default", "alice", null, "court", "")),
        refused("names the limit", () -> control("c", Control.Kind.FREEZE, "day", 0, "court")),
        refused("names the limit", () -> control("c", Control.Kind.LIMIT, null, 0, "court")),
        refused("at least 0", () -> control("c", Control.Kind.LIMIT, "day", -1, "court")),
        refused(
            "where the proof is kept",
            () -> Evidence.passed(VerificationMethod.SMS_CODE, Instant.EPOCH, " ")),
        refused("a score from 1 to 100", () -> new AlertPolicy(0, "", List.of())),
        refused("0 or more", () -> tier(AlertTier.LOW, -1, 1, AlertChannel.CALL)),
        refused("1 to 10 contacts", () -> tier(AlertTier.LOW, 0, 0, AlertChannel.CALL)),
        refused("names no channel", () -> tier(AlertTier.LOW, 0, 1)),
        refused(
            "has a bound",
            () -> new AlertPolicy(40, "", List.of(tier(AlertTier.LOW, 1, 1, AlertChannel.SMS)))),
        refused(
            "has a cause",
            () -> new AlertResponse(AlertResponse.Kind.FAILED, null, "desk", "", Instant.EPOCH)),
        refused(
            "has a cause",
            () ->
                new AlertResponse(
                    AlertResponse.Kind.CONTACTED,
                    AlertFailure.INSISTED,
                    "desk",
                    "",
                    Instant.EPOCH)),
        refused("who responded", () -> AlertResponse.contacted(" ", "", Instant.EPOCH)),
        refused("who responded", () -> AlertResponse.contacted("x".repeat(129), "", Instant.EPOCH)),
        refused(
            "at most 2000", () -> AlertResponse.contacted("desk", "x".repeat(2001), Instant.EPOCH)),
        refused(
            "must say why",
            () -> AlertResponse.failed(AlertFailure.OTHER, "desk", " ", Instant.EPOCH)),
        refused("1 to 10000, not 0", () -> AlertQuery.ALL.atMost(0)),
        refused("1 to 10000, not 10001", () -> AlertQuery.ALL.atMost(10_001)),
        refused("keysMax", () -> InMemoryStore.builder().keysMax(0)),
        refused("eventsPerKeyMax", () -> InMemoryStore.builder().eventsPerKeyMax(0)),
        refused("at most 8388608", () -> InMemoryStore.builder().eventsPerKeyMax(8_388_609)),
        refused("dealingsPerAccountMax", () -> InMemoryStore.builder().dealingsPerAccountMax(-1)),
        refused("idleKept", () -> InMemoryStore.builder().idleKept(Duration.ZERO)));
  }

  private static Aggregate.Filter atNight() {
    return new Aggregate.Filter(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        0,
        Aggregate.Filter.NO_MAX,
        new Aggregate.Hours(0, 5));
  }

  private static AlertPolicy.Tier tier(
      AlertTier tier, long from, int contacts, AlertChannel... channels) {
    return new AlertPolicy.Tier(tier, from, Duration.ofMinutes(1), Set.of(channels), contacts);
  }

  private static Aggregate.Filter scam(String scam) {
    return new Aggregate.Filter(
        Set.of(), Set.of(), Set.of(), Set.of(), Set.of(scam), 0, Aggregate.Filter.NO_MAX);
  }

  private static Aggregate aggregate(Aggregate.Measure measure, Aggregate.Field field) {
    return new Aggregate(
        "n",
        Aggregate.Key.PAYER,
        Aggregate.Direction.OUT,
        measure,
        field,
        Aggregate.Window.calendarDay(),
        Aggregate.Filter.ALL);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void what_makes_no_sense_is_refused(String why, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }

  @Test
  void only_accounts_have_a_direction() {
    for (Aggregate.Key key : Aggregate.Key.values()) {
      Past incoming = Past.of("n", key).in();
      if (EnumSet.of(Aggregate.Key.PAYER, Aggregate.Key.PAYEE).contains(key)) {
        assertThat(incoming.declared().direction()).isEqualTo(Aggregate.Direction.IN);
      } else {
        assertThatThrownBy(incoming::declared).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void the_defaults_of_a_policy_are_those_of_the_specification() {
    Policy policy = Policy.builder("CNY").build();

    assertThat(policy.reservationExpiry()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.verificationExpiry()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.holdExpiry()).isEqualTo(Duration.ofDays(1));
    assertThat(policy.referencesKept()).isEqualTo(Duration.ofDays(3));
    assertThat(policy.evidenceFreshness()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.failedVerificationsMax()).isEqualTo(3);
    assertThat(policy.whenExpectedDataMissing()).isEqualTo(TestPack.verifySms());
    assertThat(policy.whenDegraded()).isEqualTo(TestPack.verifySms());
    assertThat(policy.expectedData(Channel.ATM)).isEmpty();
  }

  @Test
  void an_engine_without_rules_says_how_to_get_some() {
    assertThatThrownBy(() -> RiskEngine.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rules(");
  }

  @Test
  void an_engine_names_its_pack() {
    assertThat(new Bank(new TestPack()).engine.activePack())
        .isEqualTo(new PackIdentity("test", "1", TestPack.SHA))
        .hasToString("test/1@0123456789ab");
  }
}
