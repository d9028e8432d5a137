package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.Moment;

/** What every change begins with. */
record Head(Op op, Moment moment, Keeping keeping) {
  /** Changes and snapshots of another format are not read. */
  static final int FORMAT = 1;

  private static final long DAY_MS = 86_400_000;

  void write(WireOut out) {
    out.put(FORMAT);
    out.put(op.code);
    out.putSigned(moment.nowMs());
    out.putSigned(moment.day() - Math.floorDiv(moment.nowMs(), DAY_MS));
    out.putSigned(moment.month() - month(moment.day()));
    keeping.write(out);
  }

  static Head read(WireIn in) {
    int format = in.next();
    if (format != FORMAT) {
      throw new WireException("its format is " + format + ", and this version reads " + FORMAT);
    }
    Op op = Op.of(in.next());
    long nowMs = in.nextSigned();
    long day = Math.floorDiv(nowMs, DAY_MS) + in.nextSigned();
    Moment moment = new Moment(nowMs, day, month(day) + in.nextSigned());
    return new Head(op, moment, Keeping.read(in));
  }

  /** About the month in which a day lies: one more or less is all that is written. */
  private static long month(long day) {
    return Math.floorDiv(day * 400 * 12, 146_097);
  }

  long nowMs() {
    return moment.nowMs();
  }
}
