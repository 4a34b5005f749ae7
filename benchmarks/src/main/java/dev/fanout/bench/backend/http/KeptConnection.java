package dev.fanout.bench.backend.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * What Netty's codec leaves to its users, on each connection: it drops interim answers such as 103,
 * and tells a GET or HEAD that found a kept connection closed from one that was answered badly.
 */
final class KeptConnection extends ChannelDuplexHandler {
  private boolean kept;
  private boolean awaitsSafe;
  private boolean interim;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpRequest request) {
      awaitsSafe = HttpCall.isSafe(request.method().name());
    }
    super.write(context, message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    awaitsSafe = false;
    if (message instanceof HttpResponse response) {
      interim = isInterim(response);
    }
    if (interim) {
      ReferenceCountUtil.release(message);
      interim = !(message instanceof LastHttpContent);
      context.read();
      return;
    }
    kept |= message instanceof LastHttpContent;
    super.channelRead(context, message);
  }

  private static boolean isInterim(HttpResponse response) {
    return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    if (kept && awaitsSafe) {
      awaitsSafe = false;
      context.fireExceptionCaught(new StaleConnectionException(new ClosedChannelException()));
    }
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    boolean stale = kept && awaitsSafe && cause instanceof IOException;
    awaitsSafe = false;
    super.exceptionCaught(context, stale ? new StaleConnectionException(cause) : cause);
  }
}
