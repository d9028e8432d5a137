package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.NoticePolicy;
import io.riskgate.core.pack.Policy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackYamlTest {
  private static final String HEAD = "id: test\nversion: 1.0.0\nbaseCurrency: CNY\n";

  @Test
  void everythingThatCanBeSaidIsRead() {
    PackDefinition pack =
        read(
            HEAD
                + """
                homeCountry: CN
                zone: Asia/Shanghai
                limitOwner: customer
                languages: [en, zh]
                bands:
                  - { from: 40, outcome: VERIFY, methods: [SMS_CODE] }
                  - { from: 70, outcome: HOLD, release: BANK }
                limits:
                  - { id: DAILY, asset: FIAT, window: day, max: 50000.5, outcome: VERIFY, methods: SMS_CODE }
                  - { id: OFTEN, asset: VIRTUAL_CURRENCY, measure: count, window: month, max: 7, outcome: HOLD, release: NONE }
                expected: { MOBILE: [DEVICE, IP] }
                whenExpectedDataMissing: { outcome: ALLOW }
                whenDegraded: { outcome: HOLD, release: BANK }
                expiry: { reservation: 45s, verification: 20m, hold: 48h, evidence: 5m, references: 4d }
                notices: { confirmWithin: 1h, lapsesAfter: 36h, extension: 12h, movements: 10d }
                newnessHorizon: 60d
                failedVerificationsMax: 5
                parameters:
                  LARGE: { type: money, value: 1.01, min: 0, max: 2, why: because }
                aggregates:
                  sumToday: { key: payee, measure: sum, window: day, where: { kind: TRANSFER, asset: [FIAT], channel: [WEB], state: [SETTLED], valueMin: 10.50 } }
                  places: { key: payer-device, measure: distinct origin-country, window: month }
                  received: { key: payer, direction: in, measure: max, window: 366d }
                """);

    Policy policy = pack.policy();
    assertThat(policy.homeCountry()).isEqualTo("CN");
    assertThat(policy.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(policy.limitOwner()).isEqualTo(LimitOwner.CUSTOMER);
    assertThat(pack.languages()).containsExactly("en", "zh");
    assertThat(policy.bands())
        .containsExactly(
            new Band(40, Demand.verify(VerificationMethod.SMS_CODE)),
            new Band(70, Demand.hold(ReleasePath.BANK)));
    assertThat(policy.limits())
        .containsExactly(
            new Limit(
                "DAILY",
                AssetClass.FIAT,
                Limit.Measure.VALUE,
                Limit.Window.DAY,
                5_000_050,
                Demand.verify(VerificationMethod.SMS_CODE)),
            new Limit(
                "OFTEN",
                AssetClass.VIRTUAL_CURRENCY,
                Limit.Measure.COUNT,
                Limit.Window.MONTH,
                7,
                Demand.hold(ReleasePath.NONE)));
    assertThat(policy.expectedData(Channel.MOBILE))
        .containsExactlyInAnyOrder(DataItem.DEVICE, DataItem.IP);
    assertThat(policy.whenExpectedDataMissing()).isEqualTo(Demand.NOTHING);
    assertThat(policy.whenDegraded().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(policy.reservationExpiry()).isEqualTo(Duration.ofSeconds(45));
    assertThat(policy.verificationExpiry()).isEqualTo(Duration.ofMinutes(20));
    assertThat(policy.holdExpiry()).isEqualTo(Duration.ofDays(2));
    assertThat(policy.evidenceFreshness()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.referencesKept()).isEqualTo(Duration.ofDays(4));
    assertThat(policy.notices())
        .isEqualTo(
            new NoticePolicy(
                Duration.ofHours(1),
                Duration.ofHours(36),
                Duration.ofHours(12),
                Duration.ofDays(10)));
    assertThat(policy.newnessHorizon()).isEqualTo(Duration.ofDays(60));
    assertThat(policy.failedVerificationsMax()).isEqualTo(5);
    assertThat(pack.parameters())
        .containsExactly(new Parameter("LARGE", ParameterUnit.MONEY, 101, 0, 200, "because"));
    assertThat(pack.aggregates())
        .containsExactly(
            new Aggregate(
                "sumToday",
                Aggregate.Key.PAYEE,
                Aggregate.Direction.IN,
                Aggregate.Measure.SUM,
                null,
                Aggregate.Window.calendarDay(),
                new Aggregate.Filter(
                    Set.of(TransferKind.TRANSFER),
                    Set.of(AssetClass.FIAT),
                    Set.of(Channel.WEB),
                    Set.of(TransferState.SETTLED),
                    1_050)),
            new Aggregate(
                "places",
                Aggregate.Key.PAYER_DEVICE,
                Aggregate.Direction.OUT,
                Aggregate.Measure.DISTINCT,
                Aggregate.Field.ORIGIN_COUNTRY,
                Aggregate.Window.calendarMonth(),
                Aggregate.Filter.ALL),
            new Aggregate(
                "received",
                Aggregate.Key.PAYER,
                Aggregate.Direction.IN,
                Aggregate.Measure.MAX,
                null,
                Aggregate.Window.trailing(Duration.ofDays(366)),
                Aggregate.Filter.ALL));
  }

  @Test
  void whatIsLeftOutTakesTheCoresDefaults() {
    Policy policy = read(HEAD).policy();
    Policy defaults = Policy.builder("CNY").build();

    assertThat(policy.bands()).isEmpty();
    assertThat(policy.whenDegraded()).isEqualTo(defaults.whenDegraded());
    assertThat(policy.holdExpiry()).isEqualTo(defaults.holdExpiry());
    assertThat(policy.newnessHorizon()).isEqualTo(defaults.newnessHorizon());
  }

  @ParameterizedTest
  @CsvSource({
    "CNY, 0.07, 7",
    "CNY, 1, 100",
    "CNY, 99999999999.99, 9999999999999",
    "CNY, 1.10, 110",
    "JPY, 5000, 5000",
    "KWD, 1.234, 1234",
  })
  void amountsAreExactInMinorUnits(String currency, String text, long minor) {
    assertThat(Money.of(currency).form().parse(text)).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "id: X => pack.yaml:4: error: 'id' of a pack must be a name in lower case such as cn, not"
            + " 'X'",
        "zone: Asia/Shangai => pack.yaml:4: error: 'zone' of a pack must be a zone such as"
            + " Asia/Shanghai, not 'Asia/Shangai' (did you mean 'Asia/Shanghai'?)",
        "homecountry: CN => pack.yaml:4: error: a pack has no key 'homecountry' (did you mean"
            + " 'homeCountry'?)",
        "limitOwner: acount => pack.yaml:4: error: 'limitOwner' of a pack must be one of account,"
            + " customer, not 'acount' (did you mean 'account'?)",
        "failedVerificationsMax: many => pack.yaml:4: error: 'failedVerificationsMax' of a pack"
            + " must be a whole number from 1 to 100, not 'many'",
        "newnessHorizon: 30 days => pack.yaml:4: error: 'newnessHorizon' of a pack must be a time"
            + " such as 45s, 15m, 24h or 30d, longer than nothing",
        "expiry: { hold: 0h } => pack.yaml:4: error: 'hold' of 'expiry' of a pack must be a time"
            + " such as 45s, 15m, 24h or 30d, longer than nothing",
        "notices: { confirmWithin: 49h } => pack.yaml:4: error: 'notices' of a pack: confirmWithin"
            + " is longer than lapsesAfter: a notice would lapse before it is due",
        "notices: { confirm: 1h } => pack.yaml:4: error: 'notices' of a pack has no key 'confirm'"
            + " (did you mean 'confirmWithin'?)",
        "expiry: 15m => pack.yaml:4: error: 'expiry' of a pack must be a mapping such as { key:"
            + " value }, not '15m'",
        "expected: { MOBIL: [IP] } => pack.yaml:4: error: 'expected' of a pack has no key 'MOBIL'"
            + " (did you mean 'MOBILE'?)",
        "expected: { MOBILE: [IPS] } => pack.yaml:4: error: 'MOBILE' of 'expected' of a pack must"
            + " be one of DEVICE, IP, LOCATION, ORIGIN_COUNTRY, PAYER_BALANCE, PAYER_AGE,"
            + " PAYEE_COUNTRY, PURPOSE, CUSTOMER, MERCHANT, SEGMENTS, REAL_NAME, PAYEE_PHONE,"
            + " ORDER_ADDRESS, TOR_EXITS, VPN_ADDRESSES, HOSTING_ADDRESSES, IP_NETWORKS,"
            + " REPORTED_ACCOUNTS, REPORTED_DEVICES, REPORTED_NUMBERS, HIGH_RISK_REGIONS, not 'IPS'"
            + " (did you mean 'IP'?)",
        "languages: [Chinese] => pack.yaml:4: error: 'languages' of a pack must be ISO 639 codes"
            + " such as zh, not 'Chinese'",
        "whenDegraded: { outcome: ALLOW } => pack.yaml:1: error: a pack: A degraded decision asks"
            + " for VERIFY at least",
        "bands: [ { from: 0, outcome: VERIFY, methods: [SMS_CODE] } ] => pack.yaml:4: error: 'from'"
            + " of a band must be a whole number from 1 to 100, not '0'",
        "bands: [ { from: 40, outcome: VERIFY } ] => pack.yaml:4: error: a band: VERIFY through the"
            + " customer needs at least one verification method",
        "bands: [ { from: 40, outcome: HOLD } ] => pack.yaml:4: error: a band: HOLD must say who"
            + " can end it: release is one of CUSTOMER, BANK, AUTHORITY, NONE",
        "bands: [ { from: 40, outcome: VERIFY, methods: [SMS_CODE], release: BANK } ] =>"
            + " pack.yaml:4: error: a band: release goes with HOLD only, not with VERIFY",
        "bands: [ { from: 40, outcome: HOLD, release: RETRY } ] => pack.yaml:4: error: a band:"
            + " release RETRY is for troubles inside the engine; use CUSTOMER, BANK, AUTHORITY or"
            + " NONE",
        "bands: [ { outcome: HOLD, release: BANK } ] => pack.yaml:4: error: a band lacks 'from'",
        "limits: [ { id: A, asset: FIAT, window: week, max: 1, outcome: HOLD, release: BANK } ] =>"
            + " pack.yaml:4: error: 'window' of a limit must be one of single, day, month, not"
            + " 'week'",
        "limits: [ { id: A, asset: FIAT, window: day, max: 1.005, outcome: HOLD, release: BANK } ]"
            + " => pack.yaml:4: error: 'max' of a limit has more decimals than the 2 of CNY:"
            + " '1.005'",
        "limits: [ { id: A, asset: FIAT, window: day, max: 1e3, outcome: HOLD, release: BANK } ] =>"
            + " pack.yaml:4: error: 'max' of a limit must be an amount such as 5000.00, not '1e3'",
        "limits: [ { id: A, asset: FIAT, window: day, max: -1, outcome: HOLD, release: BANK } ] =>"
            + " pack.yaml:4: error: a limit: Limit A is negative: -100",
        "limits: [ { id: A, asset: FIAT, window: day, max: 1, outcome: ALLOW } ] => pack.yaml:4:"
            + " error: a limit: Limit A asks for nothing when it is passed",
        "limits: [ { id: A, asset: FIAT, window: day, max: 1, max: 2, outcome: HOLD, release: BANK"
            + " } ] => pack.yaml:4: error: a limit has 'max' twice",
        "parameters: { large: { type: money, value: 1, min: 0, max: 2, why: x } } => pack.yaml:4:"
            + " error: a parameter is named like LARGE_AMOUNT, not 'large'",
        "parameters: { LARGE: { type: mony, value: 1, min: 0, max: 2, why: x } } => pack.yaml:4:"
            + " error: 'type' of 'LARGE' of 'parameters' of a pack must be one of money, count,"
            + " percent, minutes, hours, years, km, kmh, words, not 'mony' (did you mean 'money'?)",
        "parameters: { WORDS: { type: word, value: [a], why: x } } => pack.yaml:4: error: 'type' of"
            + " 'WORDS' of 'parameters' of a pack must be one of money, count, percent, minutes,"
            + " hours, years, km, kmh, words, not 'word' (did you mean 'words'?)",
        "aggregates: { a: { key: payer, measure: share, window: 1h, part: {} } } => pack.yaml:4:"
            + " error: 'part' of 'a' of 'aggregates' of a pack lets every event through, so that"
            + " the share is always 100; write as in part: { kind: REFUND }",
        "parameters: { LARGE: { type: count, value: 3, min: 0, max: 2, why: x } } => pack.yaml:4:"
            + " error: 'LARGE' of 'parameters' of a pack: value must lie between min and max",
        "parameters: { LARGE: { type: count, value: 3, min: 4, max: 2, why: x } } => pack.yaml:4:"
            + " error: 'LARGE' of 'parameters' of a pack: min is larger than max",
        "parameters: { LARGE: { type: count, value: 1.5, min: 0, max: 2, why: x } } => pack.yaml:4:"
            + " error: 'value' of 'LARGE' of 'parameters' of a pack must be a whole number, not"
            + " '1.5'",
        "parameters: { LARGE: { type: count, value: 1, min: 0, max: 2 } } => pack.yaml:4: error:"
            + " 'LARGE' of 'parameters' of a pack lacks 'why'",
        "aggregates: { OutCount: { key: payer, measure: count, window: 1h } } => pack.yaml:4:"
            + " error: an aggregate is named like payerOutCount30m, not 'OutCount'",
        "aggregates: { class: { key: payer, measure: count, window: 1h } } => pack.yaml:4: error:"
            + " an aggregate cannot be called 'class'",
        "aggregates: { a: { key: payor, measure: count, window: 1h } } => pack.yaml:4: error: 'key'"
            + " of 'a' of 'aggregates' of a pack must be one of payer, payee, payer-payee, device,"
            + " payer-device, ip, customer, merchant, not 'payor' (did you mean 'payer'?)",
        "aggregates: { a: { key: payer, measure: distinct, window: 1h } } => pack.yaml:4: error:"
            + " 'measure' of 'a' of 'aggregates' of a pack must be one of count, sum, max, distinct"
            + " payer, distinct payee, distinct device, distinct ip, distinct customer, distinct"
            + " origin-country, distinct place, mean, last, share, not 'distinct' (did you mean"
            + " 'distinct ip'?)",
        "aggregates: { a: { key: payer, measure: count, window: 400d } } => pack.yaml:4: error:"
            + " 'window' of 'a' of 'aggregates' of a pack must be at most 366d, not '400d'",
        "aggregates: { a: { key: payer, measure: count, window: 0m } } => pack.yaml:4: error:"
            + " 'window' of 'a' of 'aggregates' of a pack must be longer than nothing",
        "aggregates: { a: { key: device, direction: in, measure: count, window: 1h } } =>"
            + " pack.yaml:4: error: 'a' of 'aggregates' of a pack: Aggregate a: only a payer or"
            + " payee account has a direction",
        "aggregates: { a: { key: payer, measure: count, window: 1h, where: { kinds: [TRANSFER] } }"
            + " } => pack.yaml:4: error: 'where' of 'a' of 'aggregates' of a pack has no key"
            + " 'kinds' (did you mean 'kind'?)",
        "aggregates: { a: { key: payer, mesure: mean, window: 1h } } => pack.yaml:4: error: 'a'"
            + " of 'aggregates' of a pack has no key 'mesure' (did you mean 'measure'?)",
        "aggregates: { a: { key: payer, measure: mean payee, window: 1h } } => pack.yaml:4:"
            + " error: 'measure' of 'a' of 'aggregates' of a pack must be 'mean' alone, not 'mean"
            + " payee': only distinct names what is counted",
        "aggregates: { a: { key: payer, measure: men, window: 1h } } => pack.yaml:4: error:"
            + " 'measure' of 'a' of 'aggregates' of a pack must be one of count, sum, max, distinct"
            + " payer, distinct payee, distinct device, distinct ip, distinct customer, distinct"
            + " origin-country, distinct place, mean, last, share, not 'men' (did you mean"
            + " 'mean'?)",
        "aggregates: { a: { key: payer, measure: share, window: 1h } } => pack.yaml:4: error: 'a'"
            + " of 'aggregates' of a pack: a share lacks 'part': write which of the events are the"
            + " part, as in part: { kind: REFUND }",
        "aggregates: { a: { key: payer, measure: share, window: 1h, parts: { kind: REFUND } } } =>"
            + " pack.yaml:4: error: 'a' of 'aggregates' of a pack has no key 'parts' (did you mean"
            + " 'part'?)",
        "aggregates: { a: { key: payer, measure: share, window: 1h, part: { kin: REFUND } } } =>"
            + " pack.yaml:4: error: 'part' of 'a' of 'aggregates' of a pack has no key 'kin' (did"
            + " you mean 'kind'?)",
        "aggregates: { a: { key: payer, measure: count, window: 1h, part: { kind: REFUND } } }"
            + " => pack.yaml:4: error: 'part' of 'a' of 'aggregates' of a pack belongs to measure:"
            + " share, not to count; to count fewer events, narrow 'where'",
        "aggregates: { a: { key: payer, measure: count, window: day, delay: 7d } } => pack.yaml:4:"
            + " error: 'delay' of 'a' of 'aggregates' of a pack needs a window that is a time, such"
            + " as 28d: a calendar day begins and ends with the calendar",
        "aggregates: { a: { key: payer, measure: count, window: month, delay: 7d } } =>"
            + " pack.yaml:4: error: 'delay' of 'a' of 'aggregates' of a pack needs a window that is"
            + " a time, such as 28d: a calendar month begins and ends with the calendar",
        "aggregates: { a: { key: payer, measure: count, window: 28d, delay: a week } } =>"
            + " pack.yaml:4: error: 'delay' of 'a' of 'aggregates' of a pack must be a time such as"
            + " 45s, 15m, 24h or 30d, longer than nothing",
        "aggregates: { a: { key: payer, measure: count, window: 28d, dely: 7d } } =>"
            + " pack.yaml:4: error: 'a' of 'aggregates' of a pack has no key 'dely' (did you mean"
            + " 'delay'?)",
        "aggregates: { a: { key: payer, measure: count, window: 360d, delay: 7d } } =>"
            + " pack.yaml:4: error: 'window' and 'delay' of 'a' of 'aggregates' of a pack must"
            + " together be at most 366d",
        "aggregates: { a: { key: payer, measure: sum, window: 1h, where: { valueMx: 5 } } } =>"
            + " pack.yaml:4: error: 'where' of 'a' of 'aggregates' of a pack has no key 'valueMx'"
            + " (did you mean 'valueMax'?)",
        "aggregates: { a: { key: payer, measure: sum, window: 1h, where: { valueMin: 6,"
            + " valueMax: 5 } } } => pack.yaml:4: error: 'where' of 'a' of 'aggregates' of a pack:"
            + " valueMin is larger than valueMax: nothing counts",
        "aggregates: { a: { key: payer, measure: sum, window: 1h, where: { scam: FAKE_LOAN } } } =>"
            + " pack.yaml:4: error: 'scam' of 'where' of 'a' of 'aggregates' of a pack belongs to"
            + " reports; write of: reports as well",
        "aggregates: { a: { key: payee, of: report, measure: count, window: 28d } } =>"
            + " pack.yaml:4: error: 'of' of 'a' of 'aggregates' of a pack must be one of transfers,"
            + " reports, not 'report' (did you mean 'reports'?)",
        "aggregates: { a: { key: payee, of: reports, measure: mean, window: 28d } } => pack.yaml:4:"
            + " error: 'measure' of 'a' of 'aggregates' of a pack must be count, sum, max or"
            + " distinct of something where it is of reports, not 'mean'",
        "aggregates: { a: { key: payee, of: reports, measure: share, part: { scam: FAKE_LOAN },"
            + " window: 28d } } => pack.yaml:4: error: 'measure' of 'a' of 'aggregates' of a pack"
            + " must be count, sum, max or distinct of something where it is of reports, not"
            + " 'share'",
        "aggregates: { a: { key: payee, of: reports, measure: distinct place, window: 28d } } =>"
            + " pack.yaml:4: error: 'measure' of 'a' of 'aggregates' of a pack must not be"
            + " 'distinct place': reports do not say where a transfer was asked from",
        "aggregates: { a: { key: payee, of: reports, measure: count, window: 28d, where: { kind:"
            + " TRANSFER } } } => pack.yaml:4: error: 'kind' of 'where' of 'a' of 'aggregates' of a"
            + " pack belongs to transfers: reports have scam, valueMin and valueMax",
        "aggregates: { a: { key: payee, of: reports, measure: count, window: 28d, where: { scam:"
            + " fake loan } } } => pack.yaml:4: error: 'scam' of 'where' of 'a' of 'aggregates' of"
            + " a pack must be a kind of scam such as TASK_REBATE, not 'fake loan'",
        "aggregates: { a: { key: payer, measure: count, window: 28d, where: { hours: [22, 24] } } }"
            + " => pack.yaml:4: error: 'hours' of 'where' of 'a' of 'aggregates' of a pack must be"
            + " the first and the last hour of the day, from 0 to 23, as in hours: [0, 5], not [22,"
            + " 24]",
        "aggregates: { a: { key: payer, measure: count, window: 28d, where: { hours: 5 } } } =>"
            + " pack.yaml:4: error: 'hours' of 'where' of 'a' of 'aggregates' of a pack must be the"
            + " first and the last hour of the day, from 0 to 23, as in hours: [0, 5], not [5]",
        "aggregates: { a: { key: payee, of: reports, measure: count, window: 28d, where: { hours:"
            + " [0, 5] } } } => pack.yaml:4: error: 'hours' of 'where' of 'a' of 'aggregates' of a"
            + " pack belongs to transfers: reports have scam, valueMin and valueMax",
        "bands: [ { from: 40 => pack.yaml:4: error: this is not YAML: expected ',' or '}', but got"
            + " <stream end>",
      })
  void problemsAreToldWithTheirLine(String line, String expected) {
    // A second 'id' would be a problem of its own.
    String head = line.startsWith("id:") ? "version: 1.0.0\nbaseCurrency: CNY\n\n" : HEAD;
    Problems problems = new Problems();

    assertThat(PackYaml.read(head + line.strip(), problems)).isNull();
    assertThat(problems.list()).map(Object::toString).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "key: payer, measure: share, window: 1h",
        "key: payer, measure: mean payee, window: 1h",
        "key: payer, measure: shar, window: 1h, part: { kind: REFUND }",
        "key: payer, measure: count, window: 28, delay: 7d",
        "key: payee, of: reports, measure: men, window: 28d",
        "key: payer, measure: count, window: day, delay: 7d",
        "key: payee, of: reports, measure: share, part: { kind: REFUND }, window: 28d",
        "key: payee, of: reports, measure: count, window: 28d, where: { kind: TRANSFER }",
        "key: payer, measure: count, window: 360d, delay: 7d",
        "key: payer, measure: count, window: 28d, where: { hours: [5] }",
      })
  void oneSlipIsOneProblem(String slip) {
    Problems problems = new Problems();
    PackYaml.read(HEAD + "aggregates: { a: { " + slip + " } }", problems);

    assertThat(problems.list()).hasSize(1);
  }

  @Test
  void sharesDelaysAndReportsAreRead() {
    PackDefinition pack =
        read(
            HEAD
                + """
                aggregates:
                  refundShare: { key: merchant, measure: share, window: 30d, where: { valueMin: 1 }, part: { kind: REFUND, valueMax: 9.99 } }
                  usual: { key: payer, measure: mean, window: 90d, delay: 24h }
                  latest: { key: payer-payee, measure: last, window: 366d }
                  payeeFrauds28d: { key: payee, of: reports, measure: count, window: 28d, delay: 7d, where: { scam: [FAKE_LOAN, TASK_REBATE] } }
                """);

    assertThat(pack.aggregates())
        .containsExactly(
            new Aggregate(
                "refundShare",
                Aggregate.Source.TRANSFERS,
                Aggregate.Key.MERCHANT,
                Aggregate.Direction.OUT,
                Aggregate.Measure.SHARE,
                null,
                Aggregate.Window.trailing(Duration.ofDays(30)),
                Duration.ZERO,
                new Aggregate.Filter(Set.of(), Set.of(), Set.of(), Set.of(), 100),
                new Aggregate.Filter(
                    Set.of(TransferKind.REFUND), Set.of(), Set.of(), Set.of(), Set.of(), 0, 999)),
            new Aggregate(
                "usual",
                Aggregate.Source.TRANSFERS,
                Aggregate.Key.PAYER,
                Aggregate.Direction.OUT,
                Aggregate.Measure.MEAN,
                null,
                Aggregate.Window.trailing(Duration.ofDays(90)),
                Duration.ofHours(24),
                Aggregate.Filter.ALL,
                null),
            new Aggregate(
                "latest",
                Aggregate.Key.PAYER_PAYEE,
                Aggregate.Direction.OUT,
                Aggregate.Measure.LAST,
                null,
                Aggregate.Window.trailing(Duration.ofDays(366)),
                Aggregate.Filter.ALL),
            new Aggregate(
                "payeeFrauds28d",
                Aggregate.Source.REPORTS,
                Aggregate.Key.PAYEE,
                Aggregate.Direction.IN,
                Aggregate.Measure.COUNT,
                null,
                Aggregate.Window.trailing(Duration.ofDays(28)),
                Duration.ofDays(7),
                new Aggregate.Filter(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of("FAKE_LOAN", "TASK_REBATE"),
                    0,
                    Aggregate.Filter.NO_MAX),
                null));
  }

  @Test
  void hoursOfTheDayAreRead() {
    PackDefinition pack =
        read(
            HEAD
                + """
                aggregates:
                  nightShare: { key: payer, measure: share, window: 90d, part: { hours: [22, 5] } }
                """);

    assertThat(pack.aggregates())
        .containsExactly(
            new Aggregate(
                "nightShare",
                Aggregate.Source.TRANSFERS,
                Aggregate.Key.PAYER,
                Aggregate.Direction.OUT,
                Aggregate.Measure.SHARE,
                null,
                Aggregate.Window.trailing(Duration.ofDays(90)),
                Duration.ZERO,
                Aggregate.Filter.ALL,
                new Aggregate.Filter(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    0,
                    Aggregate.Filter.NO_MAX,
                    new Aggregate.Hours(22, 5))));
  }

  @Test
  void everyProblemIsToldAtOnce() {
    Problems problems = new Problems();
    PackYaml.read(
        "version: 1.0.0\nbaseCurrency: XXQ\nbands: [ { from: 0, outcom: HOLD } ]", problems);

    assertThat(problems.list())
        .map(Object::toString)
        .containsExactly(
            "pack.yaml:1: error: a pack lacks 'id'",
            "pack.yaml:2: error: 'baseCurrency' of a pack must be an ISO 4217 code such as CNY, not"
                + " 'XXQ'",
            "pack.yaml:3: error: 'from' of a band must be a whole number from 1 to 100, not '0'",
            "pack.yaml:3: error: a band has no key 'outcom' (did you mean 'outcome'?)");
  }

  @Test
  void anEmptyFileIsAProblem() {
    Problems problems = new Problems();
    PackYaml.read("# nothing\n", problems);

    assertThat(problems.list())
        .map(Object::toString)
        .containsExactly("pack.yaml: error: this file is empty");
  }

  private static PackDefinition read(String text) {
    Problems problems = new Problems();
    PackDefinition definition = PackYaml.read(text, problems);
    assertThat(problems.list()).isEqualTo(List.of());
    return definition;
  }
}
