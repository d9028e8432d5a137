package io.riskgate.benchmarks;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Accounts and how they live: each pays as often as it is paid, the same payees in turn; every
 * fifth has two devices, the others one; two share an address. Accounts with even numbers never
 * have to do with those with odd ones, so that there are two halves which share nothing.
 *
 * <p>Names are made anew for each transfer, as those of a real caller are.
 *
 * @param accounts how many, a multiple of 4
 * @param paid how many transfers each pays, and receives, within the longest window
 * @param payees how many others each pays
 * @param secondDevices how many of ten accounts have a second device
 * @param idLength of how many characters the names of accounts and devices are
 */
record Population(int accounts, int paid, int payees, int secondDevices, int idLength) {
  private static final int ACCOUNTS_PRIME = 7_368_787;

  /** Even, so that the halves stay apart. */
  private static final int PAYEE_STEP = 15_838;

  private static final int DIGITS = 10;

  Population {
    if (accounts < 8 || accounts % 4 != 0 || paid < 1 || payees < 1 || idLength < DIGITS + 2) {
      throw new IllegalArgumentException(
          "No such population: " + accounts + ", " + paid + ", " + payees + ", " + idLength);
    }
  }

  /** As the store is meant to hold it: 10 paid, 10 received, 5 payees, 1.2 devices. */
  static Population of(int accounts) {
    return new Population(accounts, 10, 5, 2, 19);
  }

  /** Scatters ranks over the accounts, so that busy ones are no neighbours. */
  int scatter(int rank) {
    return (int) ((long) rank * ACCOUNTS_PRIME % accounts);
  }

  /** Scatters ranks of one half over its accounts. */
  int scatter(int rank, int half) {
    return 2 * (int) ((long) rank * ACCOUNTS_PRIME % (accounts / 2)) + half;
  }

  /** One of the accounts that an account pays; each is paid by as many as it pays. */
  int payee(int payer, int which) {
    int payee = (int) (((long) payer * 31 + (which + 1L) * PAYEE_STEP) % accounts);
    return payee == payer ? (payee + 2) % accounts : payee;
  }

  /** The transfer that is an account's {@code turn}th. */
  Transfer transfer(long id, int payer, long turn, long timeMs) {
    return transfer(id, payer, payee(payer, (int) (turn % payees)), turn, timeMs);
  }

  Transfer transfer(long id, int payer, int payee, long turn, long timeMs) {
    return asked(id, payer, payee, turn, timeMs).build();
  }

  /** A transfer that can still be changed. */
  Transfer.Builder asked(long id, int payer, int payee, long turn, long timeMs) {
    boolean second = payer % 10 < secondDevices && (turn & 1) == 1;
    int place = payer % 100;
    return Transfer.builder()
        .id(Long.toString(id))
        .time(Instant.ofEpochMilli(timeMs))
        .payer(name('6', '2', payer))
        .payee(name('6', '2', payee))
        .amount(5_00 + (id & 1023), "CNY")
        .channel(Channel.MOBILE)
        .device(name('d', second ? '2' : '1', payer))
        .ip(address(payer % (accounts / 2)))
        .location(22 + place * 0.1, 113 + place * 0.1)
        .payerAge(20 + payer % 40)
        .payerBalance(10_000_00L);
  }

  private String name(char first, char second, int number) {
    byte[] name = new byte[idLength];
    Arrays.fill(name, (byte) '0');
    name[0] = (byte) first;
    name[1] = (byte) second;
    int rest = number;
    for (int i = idLength - 1; rest > 0; i--) {
      name[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static String address(int number) {
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }
}
