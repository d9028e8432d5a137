package com.example.gateway;

import com.example.gateway.Messages.Known;
import com.example.gateway.Messages.Notice;
import com.example.gateway.Messages.Queued;
import com.example.gateway.Messages.Response;
import io.riskgate.core.Alert;
import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.StopPaymentNotice;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the bank's staff call. */
@RestController
class Staff {
  private final RiskEngine engine;

  Staff(RiskEngine engine) {
    this.engine = engine;
  }

  /** The open alerts, the one raised first comes first. */
  @GetMapping("/alerts")
  List<Queued> alerts() {
    return engine.alerts(AlertQuery.ALL.in(AlertState.OPEN)).stream().map(Staff::queued).toList();
  }

  @PostMapping("/alerts/response")
  Queued respond(@RequestBody Response response) {
    Instant now = Instant.now();
    AlertResponse told =
        switch (response.kind()) {
          case CONTACTED -> AlertResponse.contacted(response.by(), response.note(), now);
          case DISSUADED -> AlertResponse.dissuaded(response.by(), response.note(), now);
          case FAILED ->
              AlertResponse.failed(AlertFailure.GENUINE, response.by(), response.note(), now);
        };
    Known known = new Known(response.payer(), response.id());
    return queued(engine.respond(known.reference(), told));
  }

  /** Stops an account at once; answers with the transfers that are held by it. */
  @PostMapping("/stop-payments")
  List<String> stop(@RequestBody Notice notice) {
    return engine
        .stopPayment(
            StopPaymentNotice.builder()
                .number(notice.number())
                .account(notice.account())
                .authority(notice.authority())
                .receivedAt(Instant.now())
                .reason(notice.reason())
                .build())
        .held()
        .stream()
        .map(reference -> reference.id())
        .toList();
  }

  private static Queued queued(Alert alert) {
    return new Queued(
        alert.reference().id(),
        alert.account(),
        alert.tier().name(),
        alert.state().name(),
        alert.isOverdue(),
        alert.rules());
  }
}
