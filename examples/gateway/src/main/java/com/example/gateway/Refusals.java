package com.example.gateway;

import com.example.gateway.Messages.Refused;
import io.riskgate.core.AlertClosedException;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.InvalidReportException;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.UnknownAlertException;
import io.riskgate.core.UnknownReferenceException;
import io.riskgate.core.spi.StoreException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the engine refuses, as HTTP says it. */
@RestControllerAdvice
class Refusals {
  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  Refused invalid(InvalidTransferException e) {
    return new Refused(e.problems().stream().map(Object::toString).toList());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  Refused invalid(InvalidReportException e) {
    return new Refused(e.problems().stream().map(Object::toString).toList());
  }

  @ExceptionHandler({ConflictingTransferException.class, AlertClosedException.class})
  @ResponseStatus(HttpStatus.CONFLICT)
  Refused conflicting(RuntimeException e) {
    return new Refused(List.of(e.getMessage()));
  }

  @ExceptionHandler({NotKnown.class, UnknownReferenceException.class, UnknownAlertException.class})
  @ResponseStatus(HttpStatus.NOT_FOUND)
  Refused unknown(RuntimeException e) {
    return new Refused(List.of("not known"));
  }

  /**
   * What was asked for was done, or it was not: the caller sends the same once more, and never its
   * opposite.
   */
  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  Refused failing(StoreException e) {
    return new Refused(List.of("send the same again later"));
  }
}
