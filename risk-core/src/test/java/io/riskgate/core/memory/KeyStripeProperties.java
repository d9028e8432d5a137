package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** A stripe is a map from a tenant's names to records, whatever is added, resized and removed. */
class KeyStripeProperties {
  private static final int TENANTS = 3;

  /** What a record is to hold. */
  private static final class Model {
    final int number;
    long[] body;
    long touchedMs;
    Attached attached;

    Model(int number, int bodyLongs) {
      this.number = number;
      this.body = new long[bodyLongs];
    }
  }

  private record Name(int tenant, String name) {}

  private final KeyStripe stripe = new KeyStripe(new CapHits());
  private final Map<Name, Model> model = new HashMap<>();

  @Property(tries = 60)
  @Label("finds what was added and not removed, with its body, number, time, name and more")
  void isMap(@ForAll long seed, @ForAll boolean collisions) {
    KeyStripeProperties fresh = new KeyStripeProperties();
    fresh.run(new Random(seed), collisions);
  }

  private void run(Random random, boolean collisions) {
    // With few different hashes every probe meets other keys' records.
    SipHash hash = new SipHash(random.nextLong(), random.nextLong());
    int names = 1 + random.nextInt(400);
    for (int step = 0; step < 3_000; step++) {
      Name key = new Name(random.nextInt(TENANTS), name(random.nextInt(names)));
      long h = hash.hash(key.tenant(), key.name());
      step(random, key, collisions ? h % 5 << Integer.SIZE : h, step);
      if (random.nextInt(4) == 0) {
        stripe.tidy();
      }
      assertThat(stripe.size()).isEqualTo(model.size());
    }
    model.forEach(
        (key, expected) -> {
          long h = hash.hash(key.tenant(), key.name());
          check(key, collisions ? h % 5 << Integer.SIZE : h, expected);
        });
    checkSweep();
  }

  /** Some names are long, and some are not written in Latin letters. */
  private static String name(int i) {
    return switch (i % 3) {
      case 0 -> "acc-" + i;
      case 1 -> "\u8d26\u6237\u00e9" + i;
      default -> "x".repeat(i % 70) + i;
    };
  }

  private void step(Random random, Name key, long hash, int step) {
    int address = stripe.find(hash, key.tenant(), key.name());
    Model expected = model.get(key);
    assertThat(address != Slab.NONE).isEqualTo(expected != null);
    if (expected == null) {
      int bodyLongs = random.nextInt(40);
      int added = stripe.add(hash, key.tenant(), key.name(), bodyLongs, step);
      Model created = new Model(KeyStripe.number(page(added), at(added)), bodyLongs);
      created.touchedMs = step;
      model.put(key, created);
      write(random, added, created);
      return;
    }
    check(key, hash, expected);
    switch (random.nextInt(8)) {
      case 0 -> {
        stripe.remove(address);
        model.remove(key);
      }
      case 1, 2 -> {
        int bodyLongs = random.nextInt(random.nextInt(20) == 0 ? 1_500 : 60);
        int resized = stripe.resize(address, bodyLongs);
        expected.body = Arrays.copyOf(expected.body, bodyLongs);
        write(random, resized, expected);
      }
      default -> {
        expected.touchedMs = step;
        KeyStripe.touch(page(address), at(address), step);
      }
    }
  }

  private void write(Random random, int address, Model expected) {
    long[] page = page(address);
    int at = at(address);
    assertThat(KeyStripe.bodyLongs(page, at)).isEqualTo(expected.body.length);
    int body = at + KeyStripe.body(page, at);
    for (int i = 0; i < expected.body.length; i++) {
      assertThat(page[body + i]).isEqualTo(expected.body[i]);
      expected.body[i] = random.nextLong();
      page[body + i] = expected.body[i];
    }
    stripe.detach(KeyStripe.extra(page, at));
    expected.attached = random.nextInt(3) == 0 ? new Attached() : null;
    int place = expected.attached == null ? 0 : stripe.attach(expected.attached);
    KeyStripe.setExtra(page, at, place);
  }

  private void check(Name key, long hash, Model expected) {
    int address = stripe.find(hash, key.tenant(), key.name());
    long[] page = page(address);
    int at = at(address);
    assertThat(stripe.addressOf(expected.number)).isEqualTo(address);
    assertThat(KeyStripe.number(page, at)).isEqualTo(expected.number);
    assertThat(KeyStripe.name(page, at)).isEqualTo(key.name());
    assertThat(KeyStripe.tenant(page, at)).isEqualTo(key.tenant());
    assertThat(KeyStripe.touchedMs(page, at)).isEqualTo(expected.touchedMs);
    assertThat(stripe.attached(KeyStripe.extra(page, at)) == expected.attached).isTrue();
    int body = at + KeyStripe.body(page, at);
    assertThat(Arrays.copyOfRange(page, body, body + expected.body.length))
        .isEqualTo(expected.body);
  }

  /** One round, from wherever it stands, meets every key. */
  private void checkSweep() {
    Set<Name> met = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      int address = stripe.sweepNext();
      if (address != Slab.NONE) {
        long[] page = page(address);
        met.add(new Name(KeyStripe.tenant(page, at(address)), KeyStripe.name(page, at(address))));
      }
    }
    assertThat(met).isEqualTo(model.keySet());
  }

  private long[] page(int address) {
    return stripe.page(address);
  }

  private static int at(int address) {
    return Slab.offset(address);
  }

  @Property(tries = 5)
  @Label("however records grow and go, at least three quarters of the memory of pages is in use")
  void memoryComesBack(@ForAll long seed) {
    Random random = new Random(seed);
    Slab slab = new Slab();
    Map<Integer, Integer> lengths = new HashMap<>();
    for (int step = 0; step < 60_000; step++) {
      if (lengths.isEmpty() || (random.nextInt(3) > 0 && lengths.size() < 2_000)) {
        int length = 5 + random.nextInt(60);
        lengths.put(slab.allocate(length), length);
      } else {
        int address = List.copyOf(lengths.keySet()).get(0);
        int longer = lengths.remove(address) + random.nextInt(30);
        if (longer < 200) {
          lengths.put(slab.allocate(longer), longer);
        }
        slab.free(address);
      }
      empty(slab, lengths);
    }
    assertThat(slab.longsUsed())
        .isEqualTo(lengths.values().stream().mapToLong(Integer::longValue).sum());
    assertThat(slab.longsUsed() * 4).isGreaterThan(slab.longs() * 3);
  }

  private static void empty(Slab slab, Map<Integer, Integer> lengths) {
    int page = slab.pageToEmpty();
    if (page < 0) {
      return;
    }
    int address = slab.next(page, 0);
    while (address != Slab.NONE) {
      int length = lengths.remove(address);
      lengths.put(slab.allocate(length), length);
      slab.free(address);
      address = slab.next(page, Slab.offset(address) + length);
    }
  }
}
