package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.NoticeStatus.State;
import io.riskgate.core.RiskEvent.Addressee;
import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.NoticePolicy;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences N: emergency stop-payment notices. */
class NoticesTest {
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .demandOn("sms", TestPack.verifySms())
              .past(Past.of("long", Aggregate.Key.PAYER).over(Duration.ofDays(90))));

  private StopPaymentNotice.Builder notice(String number) {
    return StopPaymentNotice.builder()
        .number(number)
        .account("alice")
        .authority("police of Pudong")
        .receivedAt(bank.clock.instant())
        .reason("case 12")
        .victim("zhang");
  }

  private NoticeStatus told(String number) {
    return bank.engine.stopPayment(notice(number).build());
  }

  private NoticeStatus status(String number) {
    return bank.engine.notices("default", "alice").stream()
        .filter(n -> n.notice().number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private NoticeStatus confirm(String number) {
    return bank.engine.confirmNotice("default", "alice", number, "officer 7", "it is a mule");
  }

  private NoticeStatus extend(String number) {
    return bank.engine.extendNotice("default", "alice", number, "officer 7", "police asked");
  }

  private List<String> events() {
    return bank.events.stream().map(e -> e.getClass().getSimpleName()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  @Sentence("N-1")
  @DisplayName("it is in force at once in both directions and lists what it moved")
  void in_force_at_once(String account) {
    bank.transfer("reserved").score();
    bank.transfer("pending").purpose("sms").score();
    bank.transfer("settled").settled();

    NoticeStatus status = bank.engine.stopPayment(notice("N1").account(account).build());

    assertThat(status.state()).isEqualTo(State.AWAITING_CONFIRMATION);
    assertThat(status.held())
        .extracting(Reference::id)
        .containsExactlyInAnyOrder("reserved", "pending");
    assertThat(bank.find("reserved").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    Decision decision = bank.transfer("T1").score();
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(decision.controls()).extracting(Control::id).containsExactly("N1");
    assertThat(bank.events).containsExactly(new RiskEvent.NoticeReceived(status, Bank.NOON));
    assertThat(bank.events.toString()).doesNotContain("zhang", "alice");
    assertThat(bank.engine.notices("default", account)).containsExactly(status);
  }

  @ParameterizedTest
  @CsvSource({"ATTEMPT, alice", "ATTEMPT, bob", "COMMIT, alice", "COMMIT, bob"})
  @Sentence("N-1")
  @DisplayName("no transfer slips past one that is told while it is decided")
  void none_slips_past(Call call, String account) {
    bank.store.afterNext(
        call, () -> bank.engine.stopPayment(notice("N1").account(account).build()));

    bank.transfer("T1").score();

    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("N-2")
  @DisplayName("told again it changes nothing, whatever it says")
  void told_again() {
    NoticeStatus first = told("N1");
    bank.laterMinutes(10);
    bank.transfer("T1").score();

    NoticeStatus again =
        bank.engine.stopPayment(
            notice("N1").authority("").reason("").receivedAt(Instant.EPOCH).build());

    assertThat(again).isEqualTo(first);
    assertThat(events()).containsExactly("NoticeReceived");
    assertThat(bank.engine.controlHistory("default", "alice").entries()).hasSize(1);
  }

  @Test
  @Sentence("N-2")
  @DisplayName("the same number on another account or of another tenant is another notice")
  void another_account() {
    told("N1");
    bank.engine.stopPayment(notice("N1").account("bob").build());
    bank.engine.stopPayment(notice("N1").tenant("north").build());

    assertThat(bank.engine.notices("default", "alice")).hasSize(1);
    assertThat(bank.engine.notices("default")).hasSize(2);
    assertThat(bank.engine.notices("north")).hasSize(1);
  }

  @Test
  @Sentence("N-3")
  @DisplayName("everything that is wrong is told at once, and nothing is recorded")
  void invalid() {
    assertThatThrownBy(
            () ->
                bank.engine.stopPayment(
                    StopPaymentNotice.builder()
                        .tenant("")
                        .account("a\u0000b")
                        .authority("x".repeat(129))
                        .victim(" ")
                        .build()))
        .isInstanceOfSatisfying(
            InvalidReportException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::field)
                    .containsExactly(
                        "number",
                        "tenant",
                        "account",
                        "authority",
                        "receivedAt",
                        "reason",
                        "victim"));
    assertThat(bank.engine.notices("default")).isEmpty();
    assertThat(bank.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT48H, false",
    "PT47H59M59.999S, true",
    "PT47H59M59.9995S, false",
    "-PT2M, true",
    "-PT2M0.001S, false"
  })
  @Sentence("N-3")
  @DisplayName("one that has lapsed already, or is from the future, is wrong")
  void time_of_receipt(Duration ago, boolean isValid) {
    UnaryOperator<StopPaymentNotice.Builder> at = b -> b.receivedAt(Bank.NOON.minus(ago));
    StopPaymentNotice said = at.apply(notice("N1")).build();
    if (isValid) {
      assertThat(bank.engine.stopPayment(said).state().isInForce()).isTrue();
    } else {
      assertThatThrownBy(() -> bank.engine.stopPayment(said))
          .isInstanceOf(InvalidReportException.class)
          .hasMessageContaining("receivedAt");
    }
  }

  @ParameterizedTest
  @CsvSource({"PT2H, false", "PT2H0.001S, true", "PT47H, true", "PT100H, true"})
  @Sentence("N-4")
  @DisplayName("the confirmation is due within two hours, and accepted when it is late")
  void confirmation(Duration after, boolean isLate) {
    told("N1");
    bank.later(after);
    assertThat(status("N1").overdue()).isEqualTo(isLate);

    NoticeStatus confirmed = confirm("N1");

    assertThat(confirmed.isConfirmedLate()).isEqualTo(isLate);
    assertThat(confirmed.overdue()).isFalse();
    assertThat(confirmed.state()).isEqualTo(after.toHours() < 48 ? State.CONFIRMED : State.LAPSED);
    assertThat(confirmed.confirmed())
        .isEqualTo(new NoticeStatus.Step("officer 7", "it is a mule", bank.clock.instant()));
    bank.laterMinutes(1);
    assertThat(
            bank.engine.confirmNotice("default", "alice", "N1", "officer 8", "other").confirmed())
        .isEqualTo(confirmed.confirmed());
    assertThat(events()).containsExactly("NoticeReceived", "NoticeConfirmed");
    assertThat(bank.engine.controlHistory("default", "alice").entries())
        .extracting(ControlHistory.Entry::what)
        .contains(What.CONFIRMED);
  }

  @Test
  @Sentence("N-4")
  @DisplayName("a notice that nobody told cannot be confirmed or extended")
  void unknown() {
    assertThatThrownBy(() -> confirm("N1")).isInstanceOf(UnknownNoticeException.class);
    assertThatThrownBy(() -> extend("N1")).isInstanceOf(UnknownNoticeException.class);
    told("N1");
    assertThatThrownBy(() -> bank.engine.confirmNotice("default", "alice", "N1", "officer 7", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(status("N1").confirmed()).isNull();
  }

  @Test
  @Sentence("N-5")
  @DisplayName("a confirmation is told with the movements of 30 days and who is to be informed")
  void confirmation_reports_movements() {
    bank.transfer("too-old").ago(Duration.ofDays(30).plusMillis(1)).observe();
    bank.transfer("oldest").ago(Duration.ofDays(30)).observe();
    bank.transfer("paid").settled();
    bank.transfer("received").from("carol").to("alice").settled();
    told("N1");
    bank.laterMinutes(30);
    bank.transfer("stopped").score();

    confirm("N1");

    RiskEvent.NoticeConfirmed event = (RiskEvent.NoticeConfirmed) bank.events.get(1);
    assertThat(event.movements().entries())
        .extracting(e -> e.reference().id())
        .containsExactly("oldest", "paid", "received", "stopped");
    assertThat(event.informs()).containsExactlyInAnyOrder(Addressee.AUTHORITY, Addressee.VICTIM);
    assertThat(event.account()).isEqualTo("alice");
    assertThat(event.tenant()).isEqualTo("default");
    assertThat(event.toString()).doesNotContain("alice", "carol", "zhang");
  }

  @Test
  @Sentence({"N-5", "E-4"})
  @DisplayName("where the store keeps less than 30 days, the report says that it is not whole")
  void report_that_is_not_whole() {
    Bank brief = new Bank(new TestPack());
    brief.transfer("old").ago(Duration.ofDays(20)).observe();
    brief.transfer("new").score();
    brief.engine.stopPayment(notice("N1").build());
    brief.engine.confirmNotice("default", "alice", "N1", "officer 7", "it is a mule");

    MovementExport export = ((RiskEvent.NoticeConfirmed) brief.events.get(1)).movements();

    assertThat(export.entries()).extracting(e -> e.reference().id()).containsExactly("new");
    assertThat(export.isWhole()).isFalse();
    assertThat(export.wholeSince()).isEqualTo(Bank.NOON.minus(Duration.ofDays(20)).plusMillis(1));
  }

  @Test
  @Sentence("N-5")
  @DisplayName("without a named victim the authority alone is informed")
  void no_victim() {
    bank.engine.stopPayment(notice("N1").victim(null).build());
    confirm("N1");

    assertThat(((RiskEvent.NoticeConfirmed) bank.events.get(1)).informs())
        .containsExactly(Addressee.AUTHORITY);
  }

  @Test
  @Sentence("N-5")
  @DisplayName("where the movements cannot be read nothing is confirmed")
  void store_down() {
    told("N1");
    bank.store.fail(Call.MOVEMENTS);

    assertThatThrownBy(() -> confirm("N1")).isInstanceOf(StoreException.class);
    bank.store.heal();
    assertThat(status("N1").confirmed()).isNull();
  }

  @Test
  @Sentence("N-6")
  @DisplayName("it lapses 48 hours after its receipt, at that instant")
  void lapses() {
    NoticeStatus told =
        bank.engine.stopPayment(
            notice("N1").receivedAt(Bank.NOON.minus(Duration.ofHours(1))).build());
    assertThat(told.lapsesAt()).isEqualTo(Bank.NOON.plus(Duration.ofHours(47)));

    bank.clock.set(told.lapsesAt().minusMillis(1));
    assertThat(status("N1").state()).isEqualTo(State.AWAITING_CONFIRMATION);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);

    bank.clock.set(told.lapsesAt());
    assertThat(status("N1").state()).isEqualTo(State.LAPSED);
    assertThat(status("N1").overdue()).isTrue();
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThatThrownBy(() -> extend("N1"))
        .isInstanceOf(ExtensionRefusedException.class)
        .hasMessageContaining("lapsed");
  }

  @Test
  @Sentence("N-6")
  @DisplayName("it is extended once, by 48 hours, and is in force all along")
  void extended_once() {
    told("N1");
    bank.later(Duration.ofDays(2).minusMillis(1));
    NoticeStatus extended = extend("N1");

    assertThat(extended.lapsesAt()).isEqualTo(Bank.NOON.plus(Duration.ofDays(4)));
    assertThat(extended.extended())
        .isEqualTo(new NoticeStatus.Step("officer 7", "police asked", bank.clock.instant()));
    assertThatThrownBy(() -> extend("N1"))
        .isInstanceOf(ExtensionRefusedException.class)
        .hasMessageContaining("extended once")
        .hasMessageNotContaining("alice");
    bank.clock.set(extended.lapsesAt().minusMillis(1));
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
    bank.clock.set(extended.lapsesAt());
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(events()).containsExactly("NoticeReceived", "NoticeExtended");
    assertThat(bank.engine.controlHistory("default", "alice").entries())
        .extracting(ControlHistory.Entry::what)
        .containsExactly(What.IMPOSED, What.EXTENDED, What.LAPSED);
  }

  @Test
  @Sentence("N-6")
  @DisplayName("of two extensions at once one is refused")
  void extended_at_once() {
    told("N1");
    bank.store.beforeNext(Call.CHANGE, () -> extend("N1"));

    assertThatThrownBy(() -> extend("N1")).isInstanceOf(ExtensionRefusedException.class);
    assertThat(status("N1").lapsesAt()).isEqualTo(Bank.NOON.plus(Duration.ofDays(4)));
  }

  @Test
  @Sentence({"N-4", "N-6"})
  @DisplayName("a confirmation that meets an extension keeps both")
  void confirmed_while_extended() {
    told("N1");
    bank.store.beforeNext(Call.CHANGE, () -> extend("N1"));

    NoticeStatus confirmed = confirm("N1");

    assertThat(confirmed.extended()).isNotNull();
    assertThat(confirmed.confirmed()).isNotNull();
    assertThat(bank.engine.controls("default", "alice"))
        .extracting(Control::until)
        .containsExactly(Bank.NOON.plus(Duration.ofDays(4)));
  }

  @Test
  @Sentence("N-6")
  @DisplayName(
      "a transfer released by the authority under a notice stays released when it is extended")
  void released_stays_released() {
    bank.transfer("T1").score();
    told("N1");
    bank.release("T1", ReleasePath.AUTHORITY);

    extend("N1");

    assertThat(bank.find("T1").state()).isEqualTo(TransferState.RESERVED);
  }

  @Test
  @Sentence("N-6")
  @DisplayName("the pack sets the times")
  void policy() {
    Bank other =
        new Bank(
            new TestPack()
                .policy(
                    p ->
                        p.notices(
                            new NoticePolicy(
                                Duration.ofMinutes(30),
                                Duration.ofDays(1),
                                Duration.ofHours(6),
                                Duration.ofDays(1)))));
    NoticeStatus told = other.engine.stopPayment(notice("N1").build());

    assertThat(told.confirmationDueAt()).isEqualTo(Bank.NOON.plus(Duration.ofMinutes(30)));
    assertThat(told.lapsesAt()).isEqualTo(Bank.NOON.plus(Duration.ofDays(1)));
    assertThat(other.engine.extendNotice("default", "alice", "N1", "b", "w").lapsesAt())
        .isEqualTo(Bank.NOON.plus(Duration.ofHours(30)));
    assertThatThrownBy(
            () ->
                new NoticePolicy(
                    Duration.ofHours(3),
                    Duration.ofHours(2),
                    Duration.ofHours(1),
                    Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Sentence("N-7")
  @DisplayName("lifting its control lifts the notice, and what it held stays held")
  void lifted() {
    bank.transfer("T1").score();
    told("N1");
    bank.laterMinutes(5);

    assertThat(bank.lift("alice", "N1")).isTrue();

    assertThat(status("N1").state()).isEqualTo(State.LIFTED);
    assertThat(status("N1").overdue()).isFalse();
    assertThat(status("N1").lifted())
        .isEqualTo(new NoticeStatus.Step("officer 7", "case closed", bank.clock.instant()));
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.HELD);
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(events()).containsExactly("NoticeReceived", "NoticeLifted");
    assertThatThrownBy(() -> extend("N1"))
        .isInstanceOf(ExtensionRefusedException.class)
        .hasMessageContaining("lifted");
    assertThat(told("N1").state()).as("told again").isEqualTo(State.LIFTED);
    bank.later(Duration.ofDays(9));
    assertThat(bank.engine.sweep()).isZero();
  }

  @Test
  @Sentence("N-7")
  @DisplayName("no other control takes its id while it is in force")
  void id_is_taken() {
    told("N1");
    Control watch = Control.watch("N1", "default", "alice", null, "desk", "mistaken");

    assertThatThrownBy(() -> bank.impose(watch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("N1");
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);

    bank.lift("alice", "N1");
    bank.impose(watch);
    bank.laterMinutes(1);
    bank.lift("alice", "N1");
    assertThat(events()).as("lifted once").containsExactly("NoticeReceived", "NoticeLifted");
  }

  @Test
  @Sentence({"N-11", "F-5"})
  @DisplayName("one on an account for which there was no room is in force, and stops what comes")
  void no_room_for_accounts() {
    Bank full =
        new Bank(new TestPack(), InMemoryStore.builder().keysMax(2).build(), builder -> builder);
    full.transfer("T1").from("carol").to("bob").score();
    assertThat(full.transfer("T2").score().isRetry()).as("no room for alice").isTrue();

    NoticeStatus told = full.engine.stopPayment(notice("N1").build());

    assertThat(told.state().isInForce()).isTrue();
    assertThat(full.engine.notices("default", "alice")).containsExactly(told);
    assertThat(full.transfer("T3").score().releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(full.transfer("T4").from("carol").to("alice").score().releasePath())
        .isEqualTo(ReleasePath.AUTHORITY);
    assertThat(full.transfer("T5").from("carol").to("bob").score().outcome())
        .isEqualTo(Outcome.ALLOW);
    assertThat(full.transfer("T6").from("carol").to("dave").score().isRetry()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"FREEZE, ''", "FREEZE, PT1H", "STOP_PAYMENT, ''", "STOP_PAYMENT, PT48H0.001S"})
  @Sentence("N-10")
  @DisplayName("a control with its number that does more or lasts longer does not end with it")
  void stands_beside(Control.Kind kind, String lasts) {
    Instant until = lasts.isEmpty() ? null : Bank.NOON.plus(Duration.parse(lasts));
    Control earlier =
        new Control("N1", "default", "alice", kind, null, 0, null, null, until, "court", "case 12");
    bank.impose(earlier);

    NoticeStatus told = told("N1");
    extend("N1");
    assertThat(bank.engine.controls("default", "alice")).hasSize(2).contains(earlier);
    assertThat(bank.lift("alice", "N1")).as("the notice first").isTrue();

    assertThat(status("N1").state()).isEqualTo(State.LIFTED);
    assertThat(bank.engine.controls("default", "alice")).containsExactly(earlier);
    assertThat(bank.transfer("T1").score().controls()).containsExactly(earlier);
    assertThat(bank.lift("alice", "N1")).isTrue();
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(events()).containsExactly("NoticeReceived", "NoticeExtended", "NoticeLifted");
    assertThat(told.state()).isEqualTo(State.AWAITING_CONFIRMATION);
    assertThat(bank.engine.controlHistory("default", "alice").entries())
        .extracting(ControlHistory.Entry::what)
        .containsExactly(What.IMPOSED, What.IMPOSED, What.EXTENDED, What.LIFTED, What.LIFTED);
  }

  @Test
  @Sentence("N-10")
  @DisplayName("a stop payment of its number that ends no later is replaced by it")
  void takes_the_place() {
    bank.impose(
        Control.stopPayment(
            "N1", "default", "alice", Bank.NOON.plus(Duration.ofDays(2)), "desk", "by phone"));

    told("N1");

    assertThat(bank.engine.controls("default", "alice"))
        .extracting(Control::by)
        .containsExactly("police of Pudong");
    bank.lift("alice", "N1");
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence({"N-11", "C-8", "C-10"})
  @DisplayName("none is refused because the account has many controls, or many notices")
  void never_refused() {
    for (int i = 0; i < 64; i++) {
      bank.impose(Control.watch("w" + i, "default", "alice", null, "desk", "unusual"));
      bank.impose(Control.freeze("f" + i, "default", "alice", null, "court", "case 12"));
    }
    for (int i = 0; i < 600; i++) {
      assertThat(told("N" + i).state().isInForce()).isTrue();
    }
    confirm("N0");

    assertThat(bank.engine.notices("default", "alice")).hasSize(600);
    assertThat(bank.engine.controls("default", "alice")).hasSize(728);
    assertThat(bank.transfer("T1").score().controls()).hasSize(664);
    ControlHistory all = bank.engine.controlHistory("default", "alice");
    assertThat(all.isComplete()).isTrue();
    assertThat(all.entries()).hasSize(729);
    assertThat(bank.engine.stopPayment(notice("N599").build())).isEqualTo(status("N599"));

    bank.later(Duration.ofDays(2));
    told("last");
    assertThat(bank.engine.notices("default", "alice")).as("those over made room").hasSize(128);
    assertThat(bank.engine.controls("default", "alice")).hasSize(129);
    ControlHistory later = bank.engine.controlHistory("default", "alice");
    assertThat(later.entries()).hasSize(512);
    assertThat(later.dropped()).isEqualTo(729 + 600 + 1 - 512);
    assertThat(later.entries())
        .filteredOn(e -> e.what() == What.IMPOSED)
        .extracting(e -> e.control().id())
        .contains("w0", "f0", "w63", "f63", "last");
  }

  @Test
  @Sentence("N-8")
  @DisplayName("sweeping tells once each of what has become due")
  void sweep() {
    NoticeStatus told = told("N1");
    assertThat(bank.engine.sweep()).isZero();
    bank.later(Duration.ofHours(2).plusMillis(1));
    assertThat(bank.engine.sweep()).isEqualTo(1);
    assertThat(bank.engine.sweep()).isZero();
    Instant overdueAt = bank.clock.instant();
    bank.clock.set(told.lapsesAt());
    assertThat(bank.engine.sweep()).isEqualTo(1);
    assertThat(bank.engine.sweep()).isZero();

    assertThat(events()).containsExactly("NoticeReceived", "ConfirmationOverdue", "NoticeLapsed");
    assertThat(bank.events.get(1).at()).isEqualTo(overdueAt);
    assertThat(((RiskEvent.ConfirmationOverdue) bank.events.get(1)).notice().overdue()).isTrue();
  }

  @Test
  @Sentence("N-8")
  @DisplayName("who sweeps late hears of all, and of nothing that was done in time")
  void sweep_late() {
    for (int i = 0; i < 300; i++) {
      bank.engine.stopPayment(notice("N" + i).account("a" + i).build());
    }
    told("confirmed");
    confirm("confirmed");
    bank.later(Duration.ofDays(4));

    assertThat(bank.engine.sweep()).isEqualTo(2 * 300 + 1);
    assertThat(bank.engine.sweep()).isZero();
  }

  @Test
  @Sentence("N-8")
  @DisplayName("of two that sweep at once one tells")
  void sweep_at_once() {
    told("N1");
    bank.later(Duration.ofHours(3));
    List<Integer> other = new ArrayList<>();
    bank.store.beforeNext(Call.CHANGE, () -> other.add(bank.engine.sweep()));

    assertThat(bank.engine.sweep()).isZero();
    assertThat(other).containsExactly(1);
    assertThat(events()).containsExactly("NoticeReceived", "ConfirmationOverdue");
  }

  @Test
  @Sentence({"N-9", "F-8"})
  @DisplayName("a listener that throws changes nothing, and the next one hears of it")
  void throwing_listener() {
    List<RiskEvent> heard = new ArrayList<>();
    Bank other =
        new Bank(
            new TestPack(),
            b ->
                b.events(
                        e -> {
                          throw new IllegalStateException("broken");
                        })
                    .events(heard::add));

    other.engine.stopPayment(notice("N1").build());

    assertThat(other.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(heard).hasSize(1);
  }

  @Test
  @Sentence({"N-4", "N-2"})
  @DisplayName("notices are found by state, the earliest first")
  void query() {
    told("N1");
    bank.laterMinutes(1);
    bank.engine.stopPayment(notice("N2").account("bob").build());
    bank.laterMinutes(1);
    told("N3");
    confirm("N3");

    assertThat(
            bank.engine.notices("default", Set.of(State.AWAITING_CONFIRMATION), Instant.EPOCH, 10))
        .extracting(n -> n.notice().number())
        .containsExactly("N1", "N2");
    assertThat(bank.engine.notices("default", Set.of(State.values()), Instant.EPOCH, 2))
        .extracting(n -> n.notice().number())
        .containsExactly("N1", "N2");
    assertThat(
            bank.engine.notices("default", Set.of(State.values()), Bank.NOON.plusSeconds(60), 10))
        .extracting(n -> n.notice().number())
        .containsExactly("N2", "N3");
    bank.later(Duration.ofDays(2));
    assertThat(bank.engine.notices("default", Set.of(State.LAPSED), Instant.EPOCH, 10)).hasSize(3);
    assertThat(bank.engine.notices("default", Set.of(State.values()), Instant.MAX, 10)).isEmpty();
    assertThatThrownBy(() -> bank.engine.notices("default", Set.of(), Instant.EPOCH, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Sentence("N-2")
  @DisplayName("an account keeps its latest notices; those in force stay")
  void capped() {
    bank.engine.stopPayment(notice("first").build());
    extend("first");
    for (int i = 0; i < 200; i++) {
      told("N" + i);
      bank.lift("alice", "N" + i);
    }

    assertThat(bank.engine.notices("default", "alice")).hasSize(128);
    assertThat(status("first").state().isInForce()).isTrue();
    assertThat(status("N199").state()).isEqualTo(State.LIFTED);
  }

  @Test
  @Sentence({"N-2", "H-8"})
  @DisplayName("to forget an account leaves its notices")
  void forgetting() {
    told("N1");

    bank.engine.forget("default", "alice");

    assertThat(status("N1").state()).isEqualTo(State.AWAITING_CONFIRMATION);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
  }
}
