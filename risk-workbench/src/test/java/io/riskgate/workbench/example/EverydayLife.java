package io.riskgate.workbench.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Two weeks in which nothing happens. */
final class EverydayLife {
  private static final List<String> SHOPS =
      List.of("corner-grocery", "noodle-house", "metro", "online-mall", "pharmacy", "tea-room");

  /** Fixed, so that the example is always the same. */
  private final Random random = new Random(20260105);

  private final List<Event> events = new ArrayList<>();

  static List<Event> events() {
    EverydayLife life = new EverydayLife();
    life.wages();
    for (int i = 0; i < Person.ALL.size(); i++) {
      life.fortnight(Person.ALL.get(i), i);
    }
    return life.events;
  }

  private void wages() {
    int minute = 0;
    for (Person person : Person.ALL) {
      if (person.salary() > 0) {
        events.add(
            Event.of(
                    "",
                    "09T09:%02d:00".formatted(minute),
                    "harbour-trading",
                    person.account(),
                    person.salary() + ".00")
                .purpose("工资 January wages"));
        minute += 11;
      }
    }
  }

  private void fortnight(Person person, int index) {
    events.add(
        Event.of(
                "",
                "05T07:%02d:00".formatted(5 + 7 * index),
                person,
                "landlord-of-" + person.account(),
                person.rent() + ".00")
            .purpose("房租 rent"));
    for (int day = 5 + index % 2; day <= 18; day++) {
      shopping(person, day);
      if (random.nextInt(4) == 0) {
        shopping(person, day);
      }
    }
    events.add(
        Event.of("", at(7 + index % 3, 12), person, person.account() + "-cash", "500.00")
            .kind("WITHDRAWAL")
            .at("ATM"));
    events.add(
        Event.of("", at(10 + index % 2, 20), person, "mother-of-" + person.account(), "800.00")
            .purpose("家用 for the family"));
  }

  private void shopping(Person person, int day) {
    String shop = SHOPS.get(random.nextInt(SHOPS.size()));
    String amount =
        String.format(Locale.ROOT, "%d.%02d", 8 + random.nextInt(170), random.nextInt(100));
    Event event = Event.of("", at(day, 8 + random.nextInt(11)), person, shop, amount).merchant();
    boolean atTheTill = random.nextBoolean() && !shop.equals("online-mall");
    events.add(atTheTill ? event.at("POS") : event);
  }

  private String at(int day, int hour) {
    return String.format(
        Locale.ROOT, "%02dT%02d:%02d:%02d", day, hour, random.nextInt(60), random.nextInt(60));
  }
}
