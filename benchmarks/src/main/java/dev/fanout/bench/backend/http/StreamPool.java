package dev.fanout.bench.backend.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.pool.ChannelPool;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The streams of Netty's HTTP/2 codec, a channel for each call, on one connection to each loop.
 *
 * <p>To release a stream is to close it, and to close one before its answer is there resets it.
 */
final class StreamPool implements ChannelPool {
  private final List<Connection> connections;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Streams to the server that the bootstrap leads to.
   *
   * @param tls absent in clear text
   */
  StreamPool(EventLoopGroup loops, Bootstrap bootstrap, @Nullable SslContext tls, HttpBackend to) {
    ChannelHandler first =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            if (tls != null) {
              channel
                  .pipeline()
                  .addLast(tls.newHandler(channel.alloc(), to.url().getHost(), to.port()));
            }
          }
        };
    connections =
        StreamSupport.stream(loops.spliterator(), false)
            .map(
                loop ->
                    new Connection(
                        (EventLoop) loop, bootstrap.clone((EventLoop) loop).handler(first)))
            .toList();
  }

  @Override
  public Future<Channel> acquire() {
    Connection connection =
        connections.get(Math.floorMod(next.getAndIncrement(), connections.size()));
    return acquire(connection, connection.loop.newPromise());
  }

  @Override
  public Future<Channel> acquire(Promise<Channel> promise) {
    return acquire(connections.get(0), promise);
  }

  private static Future<Channel> acquire(Connection connection, Promise<Channel> stream) {
    connection
        .channel()
        .addListener(
            (FutureListener<Channel>)
                connected -> {
                  if (connected.isSuccess()) {
                    open(connected.getNow(), stream);
                  } else {
                    stream.setFailure(connected.cause());
                  }
                });
    return stream;
  }

  private static void open(Channel connection, Promise<Channel> stream) {
    new Http2StreamChannelBootstrap(connection)
        .handler(new Streams())
        .open()
        .addListener(
            (FutureListener<Http2StreamChannel>)
                opened -> {
                  if (opened.isSuccess()) {
                    stream.setSuccess(opened.getNow());
                  } else {
                    stream.setFailure(opened.cause());
                  }
                });
  }

  @Override
  public Future<Void> release(Channel stream) {
    return stream.close();
  }

  @Override
  public Future<Void> release(Channel stream, Promise<Void> promise) {
    return stream.close().addListener(_ -> promise.setSuccess(null));
  }

  @Override
  public void close() {
    connections.forEach(Connection::close);
  }

  /** Makes HTTP of each new stream. */
  private static final class Streams extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      stream
          .pipeline()
          .addLast(
              new Http2StreamFrameToHttpObjectCodec(false),
              new HttpObjectAggregator(Integer.MAX_VALUE),
              new Resets());
    }
  }

  /** Tells of a stream that the server has reset as of any other failure. */
  private static final class Resets extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame reset) {
        context.fireExceptionCaught(
            new IOException(
                "the server reset the stream: " + Http2Error.valueOf(reset.errorCode())));
      } else {
        context.fireUserEventTriggered(event);
      }
    }
  }

  /** The connection of a loop, opened by its first call, and by the next after it was closed. */
  private static final class Connection {
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private @Nullable Future<Channel> open;

    Connection(EventLoop loop, Bootstrap bootstrap) {
      this.loop = loop;
      this.bootstrap = bootstrap;
    }

    synchronized Future<Channel> channel() {
      Future<Channel> known = open;
      if (known == null || (known.isDone() && !isOpen(known))) {
        known = connect();
        open = known;
      }
      return known;
    }

    private static boolean isOpen(Future<Channel> channel) {
      return channel.isSuccess() && channel.getNow().isActive();
    }

    private Future<Channel> connect() {
      Promise<Channel> ready = loop.newPromise();
      bootstrap
          .connect()
          .addListener(
              (ChannelFuture connected) -> {
                Channel channel = connected.channel();
                if (!connected.isSuccess()) {
                  ready.setFailure(connected.cause());
                } else if (channel.pipeline().first() == null) {
                  ready.setSuccess(speakHttp2(channel));
                } else {
                  channel.pipeline().addLast(new Negotiation(ready));
                }
              });
      return ready;
    }

    private static Channel speakHttp2(Channel channel) {
      channel
          .pipeline()
          .addLast(
              Http2FrameCodecBuilder.forClient()
                  .initialSettings(
                      Http2Settings.defaultSettings()
                          .pushEnabled(false)
                          .maxHeaderListSize(HttpCall.LARGEST_HEAD)) // by default 8 KiB
                  .build(),
              new Http2MultiplexHandler(new Streams())); // of pushes, which are not allowed
      return channel;
    }

    synchronized void close() {
      if (open != null && isOpen(open)) {
        Future<?> _ = open.getNow().close();
      }
    }
  }

  /** Speaks HTTP/2 once the server has agreed to. */
  private static final class Negotiation extends ApplicationProtocolNegotiationHandler {
    private final Promise<Channel> ready;

    Negotiation(Promise<Channel> ready) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.ready = ready;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol)
        throws IOException {
      if (!protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        throw new OtherVersionException();
      }
      ready.setSuccess(Connection.speakHttp2(context.channel()));
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      exceptionCaught(context, cause);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.tryFailure(cause);
      Future<?> _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      ready.tryFailure(new IOException("the server closed the connection before an answer came"));
      super.channelInactive(context);
    }
  }
}
