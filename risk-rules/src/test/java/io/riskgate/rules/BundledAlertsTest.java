package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Decision;
import io.riskgate.core.Movement;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pack {@code cn}: whom the bank's staff speak with, how soon, and what they say. */
class BundledAlertsTest {
  private static final Instant NOW = Instant.parse("2026-01-06T04:00:00Z");
  private static final Messages TEXTS = RulePacks.bundled("cn").messages();

  private final RiskEngine engine =
      RiskEngine.builder()
          .rules(RulePacks.bundled("cn"))
          .clock(InstantSource.fixed(NOW))
          .historyCompleteSince(Instant.EPOCH)
          .build();

  private static Transfer.Builder transfer(String id, String yuan) {
    return Transfer.builder().id(id).time(NOW).payer("alice").payee("bob").amount(yuan, "CNY");
  }

  @ParameterizedTest
  @CsvSource({
    "50000.01, HIGH,   3,  1",
    "50000.00, MEDIUM, 10, 2",
    "10000.00, MEDIUM, 10, 2",
    "9999.99,  LOW,    1,  1"
  })
  @DisplayName(
      "expected loss > 50,000 high: call within 3 min + on-site; 10,000–50,000 medium: within 10"
          + " min, two contacts; below: low, SMS or app message at once")
  void tiers(String yuan, AlertTier tier, int minutes, int contacts) {
    Alert alert = engine.score(transfer("T1", yuan).purpose("刷单返利").build()).alert().orElseThrow();

    assertThat(alert.tier()).isEqualTo(tier);
    assertThat(alert.respondBy()).isEqualTo(NOW.plus(Duration.ofMinutes(minutes)));
    assertThat(alert.contactsWanted()).isEqualTo(contacts);
    assertThat(alert.channels())
        .isEqualTo(
            java.util.Set.copyOf(
                switch (tier) {
                  case HIGH -> List.of(AlertChannel.CALL, AlertChannel.ON_SITE);
                  case MEDIUM -> List.of(AlertChannel.CALL);
                  case LOW -> List.of(AlertChannel.SMS, AlertChannel.APP);
                }));
    assertThat(alert.suspectedScams()).contains("TASK_REBATE");
  }

  @Test
  @DisplayName("what was settled to that payee in 24 h is part of the expected loss")
  void loss() {
    engine.observe(
        new Movement(transfer("M1", "45000.00").time(NOW.minus(Duration.ofHours(24))).build()));
    engine.observe(
        new Movement(
            transfer("M2", "45000.00")
                .time(NOW.minus(Duration.ofHours(24)).minusMillis(1))
                .build()));

    Alert alert =
        engine.score(transfer("T1", "5000.01").purpose("刷单返利").build()).alert().orElseThrow();

    assertThat(alert.expectedLoss()).isEqualTo(5_000_001);
    assertThat(alert.tier()).isEqualTo(AlertTier.HIGH);
  }

  @Test
  @DisplayName("what a limit alone sends to VERIFY raises no alert")
  void limitAlone() {
    engine.observe(
        new Movement(transfer("M1", "9000.00").time(NOW.minus(Duration.ofDays(40))).build()));

    Decision decision = engine.score(transfer("T1", "20000.00").build());

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.score()).isZero();
    assertThat(decision.alert()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TASK_REBATE",
        "FAKE_INVESTMENT",
        "FAKE_CUSTOMER_SERVICE",
        "FAKE_POLICE",
        "IMPERSONATED_BOSS",
        "IMPERSONATED_ACQUAINTANCE",
        "FAKE_SHOPPING",
        "FAKE_LOAN",
        "GAME_TRADING",
        "PENSION_INVESTMENT",
        "HEALTH_PRODUCTS",
        "FAKE_JOB",
        "FAKE_CONTRACT",
        "CHANGED_SUPPLIER_ACCOUNT",
        "IMPERSONATED_TEACHER",
        "VIRTUAL_CURRENCY_LAUNDERING",
        "DARK_WEB_REFERRAL"
      })
  @DisplayName("every kind of scam has questions and words of its own in Chinese and English")
  void scripts(String scam) {
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      for (String part : List.of("ask", "say")) {
        String text = text("script." + scam + "." + part, language);
        assertThat(text.lines()).as(scam + " " + part).hasSize(3).allMatch(l -> l.length() > 10);
        assertThat(text).isNotEqualTo(text("script." + part, language));
      }
    }
    assertThat(text("script." + scam + ".say", Locale.CHINESE))
        .isNotEqualTo(text("script." + scam + ".say", Locale.ENGLISH));
  }

  private static String text(String key, Locale language) {
    return TEXTS.text(key, language, List.of()).orElseThrow();
  }

  @Test
  @DisplayName("whoever calls has the scam's questions and words, and the law")
  void script() {
    Alert alert =
        engine.score(transfer("T1", "5000.00").purpose("安全账户").build()).alert().orElseThrow();

    assertThat(alert.script(Locale.CHINESE).ask()).anyMatch(line -> line.contains("通缉令"));
    assertThat(alert.script(Locale.CHINESE).say()).anyMatch(line -> line.contains("没有“安全账户”"));
    assertThat(alert.script(Locale.CHINESE).law())
        .singleElement()
        .asString()
        .startsWith("《中华人民共和国反电信网络诈骗法》（2022 年 12 月 1 日起施行）第十八条");
    assertThat(alert.script(Locale.ENGLISH).law())
        .singleElement()
        .asString()
        .contains("Combating Telecom and Online Fraud")
        .contains("Article 18");
  }
}
