package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers of names in one record. */
class NamesTest {
  private final Random random = new Random(11);

  /** Many of these have the same hash, as Aa and BB have; and many are of other scripts. */
  private String name() {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      name.append(random.nextBoolean() ? "Aa" : "BB");
    }
    return switch (random.nextInt(7)) {
      case 0 -> name.append("é").append(random.nextInt(9)).toString();
      case 1 -> name.append("账户").append(random.nextInt(9)).toString();
      case 2 -> name.append("😀").toString();
      case 3 -> name.append('\u00ff').append('\u0100').toString();
      case 4 -> name.append(random.nextBoolean() ? '\ud83d' : '\ude00').append('x').toString();
      default -> name.toString();
    };
  }

  @Test
  @DisplayName(
      "the same as a map says, also where hashes are equal, and whatever they are written in")
  void asAMap() {
    Names names = new Names();
    Map<String, Integer> model = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String name = name();
      assertThat(names.find(name)).isEqualTo(model.getOrDefault(name, Names.UNKNOWN));
      model.putIfAbsent(name, names.end());
      assertThat(names.add(name)).isEqualTo(model.get(name));
      assertThat(names.text(model.get(name))).isEqualTo(name);
    }
    assertThat(names.end()).isEqualTo(model.size() + 1).isGreaterThan(500);
    assertThat(names.add(null)).isEqualTo(names.find(null)).isEqualTo(Names.NOTHING);
    assertThat(names.nullable(Names.NOTHING)).isNull();
  }

  @Test
  @DisplayName("a place is no text, and has one number")
  void places() {
    Names names = new Names();
    int text = names.add("\0\0\0\0\0\0\0A");
    int place = names.addPlace('A');
    assertThat(place).isNotEqualTo(text);
    assertThat(names.addPlace('A')).isEqualTo(place);
    assertThat(names.addPlace('B')).isNotEqualTo(place);
    assertThat(names.addPlace(Long.MIN_VALUE)).isEqualTo(names.end() - 1);
  }

  @Test
  @DisplayName("what is taken over into others is the same there, and once")
  void takenOver() {
    Names old = new Names();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = old.add(name());
      if (i % 3 == 0) {
        kept.add(old.text(number));
      }
    }
    int place = old.addPlace(77);
    Names names = new Names();
    for (String name : kept) {
      int number = names.addFrom(old, old.find(name));
      assertThat(names.text(number)).isEqualTo(name);
      assertThat(names.find(name)).isEqualTo(number);
    }
    assertThat(names.addFrom(old, place)).isEqualTo(names.addPlace(77));
    assertThat(names.end()).isEqualTo(kept.stream().distinct().count() + 2);
  }
}
