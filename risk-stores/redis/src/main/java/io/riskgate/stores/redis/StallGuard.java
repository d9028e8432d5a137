package io.riskgate.stores.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which something was asked and nothing has come for long: a server or a
 * network that went away without a word. The client then connects anew by itself; left alone, it
 * would be for the operating system to find out, after a quarter of an hour.
 */
final class StallGuard extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StallGuard.class);

  private final long patienceNs;
  private boolean asked;
  private long askedNs;
  private @Nullable ScheduledFuture<?> looking;

  StallGuard(long patienceNs) {
    this.patienceNs = patienceNs;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (!asked) {
      asked = true;
      askedNs = System.nanoTime();
    }
    super.write(context, message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    asked = false;
    super.channelRead(context, message);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    long every = Math.max(1, patienceNs / 4);
    looking =
        context
            .executor()
            .scheduleAtFixedRate(() -> look(context), every, every, TimeUnit.NANOSECONDS);
    super.channelActive(context);
  }

  private void look(ChannelHandlerContext context) {
    if (asked && System.nanoTime() - askedNs > patienceNs) {
      LOG.warn(
          "Redis at {} has not answered for {} ms: connecting anew",
          context.channel().remoteAddress(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNs));
      asked = false;
      var unused = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    if (looking != null) {
      looking.cancel(false);
    }
    super.channelInactive(context);
  }
}
