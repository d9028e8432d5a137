package io.riskgate.workbench.example;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/** One row of the example before it has an id and a balance. */
final class Event {
  final LocalDateTime time;
  final String payer;
  final String payee;
  final String story;
  final Map<String, String> cells = new HashMap<>();

  private Event(String story, LocalDateTime time, String payer, String payee) {
    this.story = story;
    this.time = time;
    this.payer = payer;
    this.payee = payee;
    put("payer", payer);
    put("payee", payee);
    put("kind", "TRANSFER");
    put("status", "COMPLETED");
    put("label", "HONEST");
    put("payee_country", "CN");
  }

  /** Somebody of whom no more is known. */
  static Event of(String story, String time, String payer, String payee, String amount) {
    return new Event(story, LocalDateTime.parse("2026-01-" + time), payer, payee)
        .put("amount", amount)
        .put("currency", "CNY")
        .put("channel", "API");
  }

  /** A person with the telephone at home. */
  static Event of(String story, String time, Person payer, String payee, String amount) {
    return of(story, time, payer.account(), payee, amount)
        .put("payer_age", Integer.toString(payer.age()))
        .from(payer.city())
        .on(payer.device(), payer.ip());
  }

  Event put(String column, String value) {
    cells.put(column, value);
    return this;
  }

  Event from(Person.City city) {
    return put("latitude", city.latitude())
        .put("longitude", city.longitude())
        .put("origin_country", city.country());
  }

  Event on(String device, String ip) {
    return put("channel", "MOBILE").put("device_id", device).put("ip", ip);
  }

  /** At a machine or a till, where there is neither telephone nor address. */
  Event at(String channel) {
    cells.remove("device_id");
    cells.remove("ip");
    return put("channel", channel);
  }

  Event kind(String kind) {
    return put("kind", kind);
  }

  Event merchant() {
    return kind("PAYMENT").put("merchant", payee);
  }

  Event purpose(String purpose) {
    return put("purpose", purpose);
  }

  Event fraud() {
    return put("label", "FRAUD").put("fraud_kind", story);
  }

  Event failed() {
    return put("status", "FAILED");
  }

  Event abroad(String country) {
    return put("payee_country", country);
  }

  Event currency(String code) {
    return put("currency", code);
  }

  Event asset(String code, String scale, String assetClass, String value) {
    cells.remove("currency");
    return put("asset", code)
        .put("asset_scale", scale)
        .put("asset_class", assetClass)
        .put("value", value);
  }

  /** What leaves the account in CNY; assets are in another book. */
  BigDecimal paid() {
    return "COMPLETED".equals(cells.get("status")) && "CNY".equals(cells.get("currency"))
        ? new BigDecimal(cells.get("amount"))
        : BigDecimal.ZERO;
  }
}
