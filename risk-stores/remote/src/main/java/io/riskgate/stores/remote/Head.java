package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.Moment;

/** What every change begins with. */
record Head(Op op, Moment moment, Keeping keeping) {
  /** Changes and snapshots of another format are not read. */
  static final int FORMAT = 1;

  void write(WireOut out) {
    out.put(FORMAT);
    out.put(op.code);
    out.putSigned(moment.nowMs());
    out.putSigned(moment.day());
    out.putSigned(moment.month());
    keeping.write(out);
  }

  static Head read(WireIn in) {
    int format = in.next();
    if (format != FORMAT) {
      throw new WireException("its format is " + format + ", and this version reads " + FORMAT);
    }
    Op op = Op.of(in.next());
    Moment moment = new Moment(in.nextSigned(), in.nextSigned(), in.nextSigned());
    return new Head(op, moment, Keeping.read(in));
  }

  long nowMs() {
    return moment.nowMs();
  }
}
