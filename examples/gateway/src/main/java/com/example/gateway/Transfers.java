package com.example.gateway;

import com.example.gateway.Messages.Answer;
import com.example.gateway.Messages.Asked;
import com.example.gateway.Messages.Known;
import com.example.gateway.Messages.Verification;
import io.riskgate.core.Evidence;
import io.riskgate.core.RiskEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the channels call: an app, a web site, another bank. */
@RestController
class Transfers {
  /** A customer waits no longer; the transfer is held then, and can be asked for again. */
  private static final Duration BUDGET = Duration.ofSeconds(2);

  private final RiskEngine engine;

  Transfers(RiskEngine engine) {
    this.engine = engine;
  }

  /** Asks for a transfer; asked again with the same content, it answers with what was decided. */
  @PostMapping("/transfers")
  Answer score(@RequestBody Asked asked, Locale locale) {
    return Answer.of(engine.score(asked.transfer(), BUDGET), locale);
  }

  @PostMapping("/transfers/status")
  Answer status(@RequestBody Known known, Locale locale) {
    return Answer.of(engine.find(known.reference()).orElseThrow(NotKnown::new), locale);
  }

  @PostMapping("/transfers/verification")
  Answer verified(@RequestBody Verification verification, Locale locale) {
    Instant now = Instant.now();
    Evidence evidence =
        verification.passed()
            ? Evidence.passed(verification.method(), now, "gateway")
            : Evidence.failed(verification.method(), now, "gateway");
    Known known = new Known(verification.payer(), verification.id());
    return Answer.of(engine.verified(known.reference(), evidence), locale);
  }

  /** The money has moved. */
  @PostMapping("/transfers/settlement")
  Answer settle(@RequestBody Known known, Locale locale) {
    return Answer.of(engine.settle(known.reference()), locale);
  }

  /** The money has surely not moved and never will; after a time-out, ask the ledger first. */
  @PostMapping("/transfers/cancellation")
  Answer cancel(@RequestBody Known known, Locale locale) {
    return Answer.of(engine.cancel(known.reference()), locale);
  }
}
