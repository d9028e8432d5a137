package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The references of one owner, whichever of them leave. */
class ItemsTest {
  private static final int STEPS = 20_000;

  private final Item.Form form =
      new Item.Form(
          new RecordKey(RecordKey.Kind.ACCOUNT, "bank", "payer"),
          new WordBook(new InProcessServer(), Duration.ofSeconds(1)));
  private final Items items = new Items();
  private final Map<String, Item> wanted = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500})
  @DisplayName("they are found by id and come in their order, as in a linked map")
  void asALinkedMap(int most) {
    Random random = new Random(most);
    for (int i = 0; i < STEPS; i++) {
      String id = id(random.nextInt(2 * most));
      Item known = items.get(id);
      assertThat(known).isSameAs(wanted.get(id));
      if (known == null && wanted.size() < most) {
        Item item = item(id);
        items.add(item);
        wanted.put(id, item);
      } else if (random.nextInt(20) == 0) {
        leave(random, random.nextInt(1, 12));
      }
      assertThat(items.size()).isEqualTo(wanted.size());
      assertThat(items.isEmpty()).isEqualTo(wanted.isEmpty());
    }
  }

  /** Some of them have the same hash, as Aa and BB have. */
  private static String id(int number) {
    return (number % 2 == 0 ? "Aa" : "BB") + number / 2;
  }

  @Test
  @DisplayName("one that stays for long does not keep the room of all that came and went behind it")
  void oneStays() {
    items.add(item("old"));
    for (int i = 0; i < 5_000; i++) {
      items.add(item("t" + i));
    }
    Iterator<Item> all = items.iterator();
    assertThat(all.next().id).isEqualTo("old");
    assertThatIllegalStateException().isThrownBy(() -> items.iterator().remove());
    while (all.hasNext()) {
      all.next();
      all.remove();
    }
    assertThatIllegalStateException().isThrownBy(all::remove);
    assertThat(items.room()).isGreaterThan(5_000);
    items.add(item("new"));
    assertThat(items.room()).isLessThan(20);
    assertThat(items.list()).extracting(item -> item.id).containsExactly("old", "new");
  }

  /** One of some goes, which may be none or all; the eldest go most often. */
  private void leave(Random random, int ofSome) {
    Iterator<Item> all = items.iterator();
    List<Item> seen = new ArrayList<>();
    while (all.hasNext()) {
      Item item = all.next();
      seen.add(item);
      if (random.nextInt(ofSome) == 0) {
        all.remove();
      }
    }
    assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    assertThat(seen).containsExactlyElementsOf(wanted.values());
    List<Item> left = items.list();
    wanted.values().retainAll(left);
    assertThat(left).containsExactlyElementsOf(wanted.values());
  }

  private Item item(String id) {
    Transfer t =
        Transfer.builder()
            .tenant("bank")
            .id(id)
            .payer("payer")
            .payee("payee")
            .kind(TransferKind.TRANSFER)
            .channel(Channel.MOBILE)
            .amount(1_00, "CNY")
            .build();
    return new Item(form, id, 1, 1, t, 1_00);
  }
}
