package io.riskgate.workbench.example;

import java.util.ArrayList;
import java.util.List;

/** What happens in the second week. Each id of a row ends with the name of its story. */
final class Stories {
  private final List<Event> events = new ArrayList<>();

  static List<Event> events() {
    Stories stories = new Stories();
    stories.takeover();
    stories.mule();
    stories.elderly();
    stories.taskRebate();
    stories.structuring();
    stories.renovation();
    stories.caller();
    stories.travel();
    stories.abroad();
    stories.virtualCurrency();
    stories.game();
    stories.deviceFarm();
    stories.safeAccount();
    stories.oldApp();
    return stories.events;
  }

  private Event add(Event event) {
    events.add(event);
    return event;
  }

  /**
   * Li Wei's password is stolen: another telephone, another city, tiny trials, then the savings.
   */
  private void takeover() {
    for (int i = 0; i < 3; i++) {
      add(thief("13T03:0" + (2 + i) + ":00", "prepaid-card-" + (71 + i), "1.00").failed());
    }
    add(thief("13T03:09:00", "prepaid-card-77", "18600.00"));
    add(thief("13T03:11:00", "prepaid-card-77", "9000.00"));
  }

  private static Event thief(String time, String payee, String amount) {
    return Event.of("takeover", time, Person.LI_WEI, payee, amount)
        .from(Person.HARBIN)
        .on("PHONE-UNKNOWN", "198.51.100.66")
        .fraud();
  }

  /** Zhao Lei lends his new account: a dozen strangers pay in, and at once it goes on. */
  private void mule() {
    for (int i = 1; i <= 12; i++) {
      add(
          Event.of(
                  "mule",
                  "14T10:%02d:00".formatted(2 * i),
                  "stranger-%02d".formatted(i),
                  "zhao-lei",
                  (600 + 35 * i) + ".00")
              .on("PHONE-STRANGER-%02d".formatted(i), "198.51.100." + (100 + i))
              .purpose(i % 5 == 0 ? "做任务 task " + i : "")
              .fraud());
    }
    add(
        Event.of("mule", "14T10:27:00", "zhao-lei", "upstream", "7900.00")
            .on("PHONE-ZHAO", "198.51.100.99")
            .fraud());
  }

  /** Zhang Min, 68, is promised a flat in a home for the elderly. */
  private void elderly() {
    add(
        Event.of("elderly", "13T14:20:00", Person.ZHANG_MIN, "golden-autumn-homes", "8800.00")
            .purpose("养老公寓 deposit for the home")
            .fraud());
    add(
        Event.of("elderly", "15T10:05:00", Person.ZHANG_MIN, "golden-autumn-homes", "48000.00")
            .purpose("养老公寓 second part")
            .fraud());
  }

  /** He Jing earns a little by placing orders, and then has to advance more and more. */
  private void taskRebate() {
    add(rebate("12T19:10:00", "200.00", "order 1"));
    add(rebate("13T19:25:00", "900.00", "order 2"));
    add(rebate("14T20:02:00", "2600.00", "order 3"));
    add(rebate("15T20:40:00", "6800.00", "垫付任务 order 4, then everything is paid back"));
  }

  private static Event rebate(String time, String amount, String purpose) {
    return Event.of("task-rebate", time, Person.HE_JING, "happy-orders", amount)
        .purpose(purpose)
        .fraud();
  }

  /** Somebody tells Chen Jie to stay below the limit. */
  private void structuring() {
    for (int i = 0; i < 4; i++) {
      add(
          Event.of(
                  "structuring",
                  "12T%d:30:00".formatted(10 + i),
                  Person.CHEN_JIE,
                  "broker-zhou",
                  "9" + (500 + 120 * i) + ".00")
              .fraud());
    }
  }

  /**
   * Chen Jie's flat is renovated. It is honest, and it passes the limit of a day, without a stop
   * just below it, as those make who split a sum on purpose.
   */
  private void renovation() {
    String[] hours = {"08:15", "09:40", "11:05", "13:30", "15:10", "16:45", "18:20"};
    for (int i = 0; i < hours.length; i++) {
      add(
          Event.of(
                  "renovation",
                  "16T" + hours[i] + ":00",
                  Person.CHEN_JIE,
                  "bright-builders",
                  (8600 + 30 * i) + ".00")
              .purpose("装修 part " + (i + 1)));
    }
  }

  /** Liu Yang wants a loan, and a voice on the telephone has fees paid, one after the other. */
  private void caller() {
    for (int i = 0; i < 9; i++) {
      add(
          Event.of(
                  "caller",
                  "15T21:%02d:00".formatted(2 + 3 * i),
                  Person.LIU_YANG,
                  "quick-credit-" + (i % 3 + 1),
                  (380 + 40 * i) + ".00")
              .purpose(i < 7 ? "fee " + (i + 1) : "解冻费 fee " + (i + 1))
              .fraud());
    }
  }

  /** Wang Fang is in Beijing at noon, and her account an hour later in Bangkok. */
  private void travel() {
    add(Event.of("travel", "14T12:00:00", Person.WANG_FANG, "noodle-house", "38.00").merchant());
    add(
        Event.of("travel", "14T13:00:00", Person.WANG_FANG, "siam-electronics", "3200.00")
            .merchant()
            .from(Person.BANGKOK)
            .abroad("TH")
            .fraud());
  }

  /** Chen Jie pays a supplier abroad, above the limit; a school abroad wants dollars. */
  private void abroad() {
    add(
        Event.of("supplier", "13T10:00:00", Person.CHEN_JIE, "lion-city-parts", "36000.00")
            .purpose("invoice 2026-004")
            .abroad("SG"));
    add(
        Event.of("tuition", "14T16:00:00", Person.CHEN_JIE, "lakeside-college", "1200.00")
            .currency("USD")
            .purpose("tuition; without --rates nobody knows what it is worth")
            .abroad("US"));
  }

  /** Sun Hao exchanges some USDT; later somebody sells more than a hundred thousand's worth. */
  private void virtualCurrency() {
    add(
        Event.of("virtual", "12T18:00:00", Person.SUN_HAO, "coin-desk", "60.00")
            .kind("EXCHANGE")
            .asset("USDT", "6", "VIRTUAL_CURRENCY", "426.00"));
    add(
        Event.of("virtual", "14T18:30:00", Person.SUN_HAO, "coin-desk", "15000.50")
            .kind("EXCHANGE")
            .asset("USDT", "6", "VIRTUAL_CURRENCY", "106503.55")
            .fraud());
  }

  /** Sun Hao tops up at the platform, which is fine, and sells gold to a stranger, which is not. */
  private void game() {
    add(
        Event.of("game", "12T20:00:00", Person.SUN_HAO, "dragon-online", "98.00")
            .merchant()
            .purpose("top-up"));
    add(
        Event.of("game", "12T20:30:00", Person.SUN_HAO, "gamer-4711", "5000")
            .asset("DRAGON-GOLD", "0", "GAME_CURRENCY", "300.00"));
  }

  /** Five accounts, one telephone. */
  private void deviceFarm() {
    for (int i = 1; i <= 5; i++) {
      add(
          Event.of(
                  "device-farm",
                  "16T09:%02d:00".formatted(10 + 4 * i),
                  "coupon-hunter-" + i,
                  "online-mall",
                  "49.90")
              .merchant()
              .on("PHONE-FARM", "198.51.100.200")
              .fraud());
    }
  }

  /** "The police" ask Wang Fang to bring her money to safety. */
  private void safeAccount() {
    add(
        Event.of("safe-account", "16T15:45:00", Person.WANG_FANG, "case-office-110", "9600.00")
            .purpose("转入安全账户 safe account")
            .fraud());
  }

  /** Li Wei's mother has an old app that does not tell which telephone it runs on. */
  private void oldApp() {
    add(
        Event.of("old-app", "17T09:00:00", "mother-of-li-wei", "corner-grocery", "66.00")
            .merchant()
            .put("channel", "MOBILE")
            .put("ip", "203.0.113.21"));
  }
}
