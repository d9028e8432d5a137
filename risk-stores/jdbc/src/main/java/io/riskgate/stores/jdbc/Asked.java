package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordCall;
import java.util.ArrayList;
import java.util.List;

/** What one caller asks of one record, in its order: done in one transaction. */
final class Asked {
  final RowKey row;
  final Waiting caller;
  final List<RecordCall> calls = new ArrayList<>(1);
  final List<Integer> places = new ArrayList<>(1);

  /** Whether its record was found locked by another for long, so that it holds up nobody else. */
  boolean alone;

  Asked(RowKey row, Waiting caller) {
    this.row = row;
    this.caller = caller;
  }

  void add(RecordCall call, int place) {
    calls.add(call);
    places.add(place);
  }

  void fail(StoreException with) {
    caller.fail(with);
  }
}
